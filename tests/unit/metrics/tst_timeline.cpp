// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/timeline.h"

#include <QTest>

#include <random>

using metrics::Timeline;

class TestTimeline : public QObject
{
    Q_OBJECT
private slots:
    void secondsAtFirst()
    {
        Timeline line;
        QCOMPARE(line.origin(), qint64(-1));
        ++line.at(1000).messagesIn;
        ++line.at(1000).messagesIn;
        ++line.at(1003).messagesIn;
        QCOMPARE(line.origin(), qint64(1000));
        QCOMPARE(line.binSeconds(), qint64(1));
        QCOMPARE(line.bins().size(), std::size_t(4));
        QCOMPARE(line.bins().front().messagesIn, quint64(2));
        QCOMPARE(line.bins()[1].messagesIn, quint64(0));
    }
    void nothingIsLostWhenItGrows()
    {
        std::mt19937 random(3);
        Timeline line;
        qint64 second = 500;
        for (quint64 i = 1; i <= 20'000; ++i) {
            metrics::TimelineBin &bin = line.at(second);
            ++bin.messagesIn;
            bin.bytesOut += 7;
            bin.roundTripMaxNs = std::max(bin.roundTripMaxNs, i);
            second += static_cast<qint64>(random() % 4);
            QVERIFY(line.bins().size() <= Timeline::most);
        }
        quint64 messages = 0, bytes = 0;
        for (const auto &bin : line.bins()) {
            messages += bin.messagesIn;
            bytes += bin.bytesOut;
        }
        QCOMPARE(messages, quint64(20'000));
        QCOMPARE(bytes, quint64(140'000));
        QVERIFY(line.binSeconds() > 16);
    }
    void centuriesApart()
    {
        Timeline line;
        ++line.at(0).messagesIn;
        ++line.at(7'258'118'400).messagesIn;
        QVERIFY(line.bins().size() <= Timeline::most);
        QCOMPARE(line.bins().front().messagesIn + line.bins().back().messagesIn, quint64(2));
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
