// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ratewindow.h"

#include <QTest>

#include <random>
#include <vector>

using metrics::RateWindow;

class TestRateWindow : public QObject
{
    Q_OBJECT
private slots:
    void nothingAtFirst()
    {
        const RateWindow rate;
        QCOMPARE(rate.messagesPerSecond(RateWindow::Second, 100), 0.0);
        QCOMPARE(rate.peakMessages(RateWindow::Minute), metrics::Peak());
    }
    void theRunningSecondDoesNotCount()
    {
        RateWindow rate;
        rate.add(10, 100);
        rate.add(20, 100);
        QCOMPARE(rate.messagesPerSecond(RateWindow::Second, 100), 0.0);
        QCOMPARE(rate.messagesPerSecond(RateWindow::Second, 101), 2.0);
        QCOMPARE(rate.bytesPerSecond(RateWindow::Second, 101), 30.0);
        QCOMPARE(rate.messagesPerSecond(RateWindow::Second, 102), 0.0);
        QCOMPARE(rate.messagesPerSecond(RateWindow::TenSeconds, 110), 0.2);
        QCOMPARE(rate.messagesPerSecond(RateWindow::TenSeconds, 111), 0.0);
        QCOMPARE(rate.messagesPerSecond(RateWindow::Minute, 160), 2.0 / 60);
        QCOMPARE(rate.messagesPerSecond(RateWindow::Minute, 161), 0.0);
    }
    // Against a list of all that came.
    void asCountedByHand()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            RateWindow rate;
            std::vector<quint64> counts(1, 0);
            qint64 second = 0;
            quint64 peaks[3]{};
            for (int i = 0; i < 400; ++i) {
                second += static_cast<qint64>(random() % 12 == 0 ? random() % 90 : random() % 3);
                counts.resize(static_cast<std::size_t>(second) + 1, 0);
                ++counts.back();
                rate.add(3, second);
                for (int span = 0; span < 3; ++span) {
                    quint64 full = 0, ending = 0;
                    for (int back = 0; back < RateWindow::spans[span]; ++back) {
                        if (second - back >= 0)
                            ending += counts[static_cast<std::size_t>(second - back)];
                        if (second - back - 1 >= 0)
                            full += counts[static_cast<std::size_t>(second - back - 1)];
                    }
                    peaks[span] = std::max(peaks[span], ending);
                    const auto which = static_cast<RateWindow::Span>(span);
                    QCOMPARE(rate.last(which, second), (metrics::Flow{full, 3 * full}));
                    QCOMPARE(rate.peakMessages(which).amount, peaks[span]);
                    QCOMPARE(rate.peakBytes(which).amount, 3 * peaks[span]);
                }
            }
        }
    }
    void peaksKnowWhen()
    {
        RateWindow rate;
        for (int i = 0; i < 5; ++i)
            rate.add(1, 50);
        rate.add(1, 90);
        QCOMPARE(rate.peakMessages(RateWindow::Second), (metrics::Peak{5, 51}));
        QCOMPARE(rate.peakMessages(RateWindow::Minute), (metrics::Peak{6, 91}));
    }
    // A capture of anybody's: the times jump over centuries.
    void longPausesCostNothing()
    {
        RateWindow rate;
        rate.add(1, 0);
        rate.add(1, 7'258'118'400);
        QCOMPARE(rate.messagesPerSecond(RateWindow::Minute, 7'258'118'401), 1.0 / 60);
    }
};

QTEST_GUILESS_MAIN(TestRateWindow)
#include "tst_ratewindow.moc"
