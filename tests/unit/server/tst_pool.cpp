// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pool.h"

#include <QTest>

using namespace std::chrono_literals;
using server::PoolStatistics;

class TestPool : public QObject
{
    Q_OBJECT
private slots:
    void sums()
    {
        const auto statistics = PoolStatistics::of(
            {
                {.id = 2, .lastActivity = 40s, .messagesIn = 10, .messagesOut = 20, .bytesIn = 100, .bytesOut = 200},
                {.id = 1, .lastActivity = 39s, .messagesIn = 1, .messagesOut = 0, .bytesIn = 1, .bytesOut = 2},
            },
            100s);
        QCOMPARE(statistics.total, 2);
        QCOMPARE(statistics.active, 1); // Silent for 60 s is not yet idle, for longer it is.
        QCOMPARE(statistics.idle, 1);
        QCOMPARE(statistics.meanMessages, 15.5);
        QCOMPARE(statistics.bytesIn, quint64(101));
        QCOMPARE(statistics.bytesOut, quint64(202));
        QCOMPARE(statistics.connections.first().id, quint64(1));
    }
    void nobody() { QCOMPARE(PoolStatistics::of({}, 1s), PoolStatistics()); }
    void refusalsAreBounded()
    {
        server::RefusalLog log;
        for (int i = 0; i < 250; ++i)
            log.add({.path = "/" + QByteArray::number(i), .origin = QByteArray(10'000, 'x')});
        QCOMPARE(log.count(), quint64(250));
        QCOMPARE(log.last().size(), server::RefusalLog::kept);
        QCOMPARE(log.last().front().path, QByteArray("/150"));
        QCOMPARE(log.last().back().origin.size(), server::RefusalLog::longestText);
    }
};

QTEST_GUILESS_MAIN(TestPool)
#include "tst_pool.moc"
