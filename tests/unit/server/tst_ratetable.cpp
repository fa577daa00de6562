// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/ratetable.h"

#include <QTest>

using namespace std::chrono_literals;
using server::RateKind;

namespace {

int passed(server::RateTable &table, const QByteArray &user, base::Nanoseconds at, int tries)
{
    int count = 0;
    for (int i = 0; i < tries; ++i)
        count += table.pass(user, at) ? 1 : 0;
    return count;
}

} // namespace

class TestRateTable : public QObject
{
    Q_OBJECT
private slots:
    void fixedWindow()
    {
        server::RateTable table({.messages = 100});
        QCOMPARE(passed(table, "alice", 10s, 150), 100);
        QCOMPARE(passed(table, "bob", 10s, 150), 100); // Each user for themselves.
        QCOMPARE(passed(table, "alice", 70s, 5), 0); // The window ends behind this moment.
        QCOMPARE(passed(table, "alice", 70s + 1ns, 150), 100); // So twice as many at a border: the guide's way.
    }
    void tokenBucket()
    {
        server::RateTable table({.messages = 100, .kind = RateKind::TokenBucket});
        QCOMPARE(passed(table, "alice", 10s, 150), 100);
        QCOMPARE(passed(table, "alice", 11s, 150), 1); // One each 600 ms.
        QCOMPARE(passed(table, "alice", 40s, 150), 49);
        QCOMPARE(passed(table, "alice", 40s + 60s, 150), 100); // No double burst.
    }
    void noLimit()
    {
        server::RateTable table({.messages = 0});
        QCOMPARE(passed(table, "alice", 0s, 1'000), 1'000);
        QCOMPARE(table.size(), qsizetype(0));
    }
    void forgetsWhoWouldBeginAnew_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("fixed window") << int(RateKind::FixedWindow);
        QTest::newRow("token bucket") << int(RateKind::TokenBucket);
    }
    void forgetsWhoWouldBeginAnew()
    {
        QFETCH(int, kind);
        server::RateTable table({.messages = 100, .kind = static_cast<RateKind>(kind)});
        (void)passed(table, "alice", 10s, 100);
        table.forgetOld(70s);
        QCOMPARE(table.size(), qsizetype(1));
        table.forgetOld(71s);
        QCOMPARE(table.size(), qsizetype(0));
        QCOMPARE(passed(table, "alice", 71s, 150), 100);
    }
};

QTEST_GUILESS_MAIN(TestRateTable)
#include "tst_ratetable.moc"
