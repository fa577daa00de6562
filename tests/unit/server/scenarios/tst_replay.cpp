// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/replay.h"

#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr base::Nanoseconds recordedAt = 1'600'000'000s;

//! A recording and one client.
struct Bench
{
    explicit Bench(std::vector<server::RecordedMessage> messages, const server::ReplayPace &pace = {})
        : scenario(std::make_shared<server::Recording>(std::move(messages)), pace)
    {
        scenario.joined(1, {}, clock.now(), out);
    }
    void say(const QByteArray &message)
    {
        scenario.messageReceived(1, ws::Opcode::Text, message, clock.now(), out);
    }
    //! Moves the clock; gives what came and when, in milliseconds from the begin of it.
    QList<std::pair<int, QByteArray>> run(base::Nanoseconds by)
    {
        const auto begin = clock.now().steady, end = begin + by;
        QList<std::pair<int, QByteArray>> heard;
        const auto note = [&] {
            for (const auto &sent : out.take())
                heard += {static_cast<int>((clock.now().steady - begin) / 1ms), sent.payload};
        };
        note();
        while (scenario.nextDeadline() && *scenario.nextDeadline() <= end) {
            clock.advance(std::max(base::Nanoseconds(0), *scenario.nextDeadline() - clock.now().steady));
            scenario.advance(clock.now(), out);
            note();
        }
        clock.advance(end - clock.now().steady);
        return heard;
    }

    tests::ManualClock clock;
    tests::RecordingOutbox out;
    server::Replay scenario;
};

server::RecordedMessage server_(base::Nanoseconds at, const QByteArray &payload)
{
    return {.wall = recordedAt + at, .fromServer = true, .payload = payload};
}
server::RecordedMessage client_(base::Nanoseconds at, const QByteArray &payload)
{
    return {.wall = recordedAt + at, .fromServer = false, .payload = payload};
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT
private slots:
    void timing_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("third");
        QTest::newRow("as it was") << 1.0 << 100 << 1100;
        QTest::newRow("twice as fast") << 2.0 << 50 << 550;
        QTest::newRow("half as fast") << 0.5 << 200 << 2200;
        QTest::newRow("as soon as may be") << 0.0 << 0 << 0;
    }
    void timing()
    {
        QFETCH(double, factor);
        QFETCH(int, second);
        QFETCH(int, third);
        Bench bench({server_(0s, "a"), server_(100ms, "b"), server_(1100ms, "c")}, {.factor = factor});
        const QList<std::pair<int, QByteArray>> expected{{0, "a"}, {second, "b"}, {third, "c"}};
        QCOMPARE(bench.run(10s), expected);
        QCOMPARE(bench.out.closed.size(), std::size_t(1));
        QCOMPARE(bench.out.closed.front().code, quint16(1000));
    }
    void waitsForTheClient()
    {
        Bench bench({client_(0s, "{\"id\":1,\"method\":\"hello\"}"), server_(50ms, "{\"id\":1,\"result\":1}"),
            client_(1s, "{\"id\":2,\"method\":\"bye\"}"), server_(1100ms, "{\"id\":2,\"result\":2}")});
        QVERIFY(bench.run(10s).isEmpty());
        bench.say("{\"id\":71,\"method\":\"hello\"}");
        const QList<std::pair<int, QByteArray>> first{{50, "{\"id\":71,\"result\":1}"}};
        QCOMPARE(bench.run(10s), first);
        bench.say("{\"id\":9,\"method\":\"unheard of\"}");
        QCOMPARE(bench.scenario.unmatched(), quint64(1));
        bench.say("{\"id\":72,\"method\":\"bye\"}");
        const QList<std::pair<int, QByteArray>> second{{100, "{\"id\":72,\"result\":2}"}};
        QCOMPARE(bench.run(10s), second);
    }
    void aClientThatSpeaksInAnotherOrder()
    {
        Bench bench({client_(0s, "{\"id\":1,\"method\":\"a\"}"), client_(0s, "{\"id\":2,\"method\":\"b\"}"),
            server_(0s, "{\"id\":1}"), server_(0s, "{\"id\":2}")});
        bench.say("{\"id\":20,\"method\":\"b\"}");
        QVERIFY(bench.run(1s).isEmpty());
        bench.say("{\"id\":10,\"method\":\"a\"}");
        const QList<std::pair<int, QByteArray>> expected{{0, "{\"id\":10}"}, {0, "{\"id\":20}"}};
        QCOMPARE(bench.run(1s), expected);
    }
    void byTheClockAlone()
    {
        Bench bench({client_(0s, "{\"method\":\"a\"}"), server_(300ms, "x")}, {.waits = false});
        const QList<std::pair<int, QByteArray>> expected{{300, "x"}};
        QCOMPARE(bench.run(1s), expected);
    }
    void aClientThatDoesNotReadIsWaitedFor()
    {
        std::vector<server::RecordedMessage> messages;
        for (int i = 0; i < 100; ++i)
            messages.push_back(server_(0s, QByteArray(100'000, 'x')));
        Bench bench(std::move(messages), {.factor = 0.0});
        QVERIFY(bench.out.sent.size() < 15);
        QVERIFY(!bench.scenario.nextDeadline());
        std::size_t all = 0;
        for (int i = 0; i < 100 && all < 100; ++i) {
            all += bench.out.take().size();
            bench.scenario.writable(1, bench.clock.now(), bench.out);
        }
        QCOMPARE(all, std::size_t(100));
        bench.scenario.left(1);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
