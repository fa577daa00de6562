// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/pingtimes.h"

#include <QTest>

using metrics::PingTimes;

class TestPingTimes : public QObject
{
    Q_OBJECT
private slots:
    void byPayload()
    {
        PingTimes pings;
        pings.sent("a", 100, 0);
        pings.sent("b", 200, 30);
        QVERIFY(!pings.answered("c", 300));
        const auto trip = pings.answered("b", 300);
        QCOMPARE(trip->ns, qint64(100));
        QCOMPARE(trip->fromDueNs, qint64(130)); // Coordinated omission.
        QVERIFY(!pings.answered("a", 300)); // The peer answers in order (RFC 6455 5.5.3).
        QVERIFY(!pings.answered("b", 300));
    }
    void theOldestOfMessages()
    {
        PingTimes pings;
        QVERIFY(!pings.answeredOldest(1));
        pings.sent({}, 100, 0);
        pings.sent({}, 200, 0);
        QCOMPARE(pings.answeredOldest(250)->ns, qint64(150));
        QCOMPARE(pings.answeredOldest(250)->ns, qint64(50));
    }
    void bounded()
    {
        PingTimes pings;
        for (int i = 0; i < 20; ++i)
            pings.sent(QByteArray::number(i), i, 0);
        QVERIFY(!pings.answered("11", 100));
        QVERIFY(pings.answered("12", 100));
        pings.clear();
        QVERIFY(!pings.answered("19", 100));
    }
    void neverNegative()
    {
        PingTimes pings;
        pings.sent("a", 100, -50);
        QCOMPARE(pings.answered("a", 90)->fromDueNs, qint64(0));
    }
};

QTEST_GUILESS_MAIN(TestPingTimes)
#include "tst_pingtimes.moc"
