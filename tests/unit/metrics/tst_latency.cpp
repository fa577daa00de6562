// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/latency.h"

#include <QTest>

using namespace std::chrono_literals;
using base::Nanoseconds;
using metrics::Latency;

class TestLatency : public QObject
{
    Q_OBJECT
private slots:
    void nothingBeforeTheFirst()
    {
        const Latency latency;
        QVERIFY(!latency.min() && !latency.max() && !latency.meanMs() && !latency.percentile(0.5));
    }
    void exactMeanMinMax()
    {
        Latency latency;
        for (const Nanoseconds time : {Nanoseconds(30ms), Nanoseconds(10ms), Nanoseconds(20ms)})
            latency.add(time);
        QCOMPARE(latency.count(), 3);
        QCOMPARE(*latency.meanMs(), 20.0);
        QCOMPARE(*latency.min(), Nanoseconds(10ms));
        QCOMPARE(*latency.max(), Nanoseconds(30ms));
    }
    void percentile_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<qint64>("us");
        QTest::newRow("lowest") << 0.0 << qint64(1);
        QTest::newRow("median") << 0.5 << qint64(500);
        QTest::newRow("99 %") << 0.99 << qint64(990);
        QTest::newRow("highest") << 1.0 << qint64(1000);
    }
    void percentile()
    {
        QFETCH(double, share);
        QFETCH(qint64, us);
        Latency latency;
        for (int i = 1; i <= 1000; ++i)
            latency.add(std::chrono::microseconds(i));
        const double found = static_cast<double>(latency.percentile(share)->count()) / 1000.0;
        QVERIFY2(found >= static_cast<double>(us) && found <= static_cast<double>(us) * 1.07,
            qPrintable(QString::number(found)));
    }
    void extremes()
    {
        Latency latency;
        latency.add(-5ms);
        latency.add(Nanoseconds::max());
        QCOMPARE(*latency.min(), Nanoseconds(0));
        QCOMPARE(*latency.percentile(0.5), Nanoseconds(0));
        QVERIFY(*latency.percentile(1.0) > Nanoseconds(24h));
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
