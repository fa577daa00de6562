// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace base::literals;

class TestMonitor : public QObject
{
    Q_OBJECT
private slots:
    void emptyAtFirst() { QCOMPARE(metrics::Monitor().snapshot(1s), metrics::Snapshot()); }
    void countsEachWay()
    {
        metrics::Monitor monitor;
        monitor.messageReceived(100_B, 40_B, 10s);
        monitor.messageReceived(0_B, 2_B, 10s);
        monitor.messageSent(7_B, 13_B, 10s);
        monitor.controlReceived(2_B);
        monitor.controlSent(6_B);
        monitor.controlSent(6_B);
        monitor.malformed();
        monitor.decodeError();
        monitor.decodeError();
        monitor.latency(10ms);
        monitor.latency(20ms);
        const metrics::Snapshot expected{.messagesIn = 2,
            .messagesOut = 1,
            .bytesIn = 100,
            .bytesOut = 7,
            .wireBytesIn = 44,
            .wireBytesOut = 25,
            .controlIn = 1,
            .controlOut = 2,
            .malformed = 1,
            .decodeErrors = 2,
            .messagesInPerSecond = 2,
            .messagesOutPerSecond = 1,
            .bytesInPerSecond = 100,
            .bytesOutPerSecond = 7,
            .avgLatencyMs = 15.0};
        QCOMPARE(monitor.snapshot(11s), expected);
    }
};

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
