// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ratemeter.h"

#include <QTest>

using namespace std::chrono_literals;

class TestRateMeter : public QObject
{
    Q_OBJECT
private slots:
    void rollsPerFullSecond()
    {
        metrics::RateMeter meter;
        QCOMPARE(meter.perSecond(10s), 0.0);
        meter.add(3, 10s);
        meter.add(4, 10'999ms);
        QCOMPARE(meter.perSecond(10'999ms), 0.0); // That second is not full yet.
        QCOMPARE(meter.perSecond(11s), 7.0);
        meter.add(5, 11'500ms);
        QCOMPARE(meter.perSecond(11'600ms), 7.0);
        QCOMPARE(meter.perSecond(12'999ms), 5.0);
    }
    void fallsToZeroWhenNothingComes()
    {
        metrics::RateMeter meter;
        meter.add(9, 10s);
        QCOMPARE(meter.perSecond(12s), 0.0);
        meter.add(1, 20s);
        QCOMPARE(meter.perSecond(20'500ms), 0.0);
        QCOMPARE(meter.perSecond(21s), 1.0);
    }
    void olderTimeCountsNow()
    {
        metrics::RateMeter meter;
        meter.add(1, 10s);
        meter.add(2, 9s);
        QCOMPARE(meter.perSecond(11s), 3.0);
        QCOMPARE(meter.perSecond(5s), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestRateMeter)
#include "tst_ratemeter.moc"
