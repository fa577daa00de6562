// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"

#include <QTest>

using capture::Direction;
using capture::Kind;
using connection::State;

class TestMonitor : public QObject
{
    Q_OBJECT
private:
    static constexpr qint64 ms = 1'000'000;
    static constexpr qint64 start = 1'700'000'000'000 * ms;

    //! Rows one behind the other.
    struct Fed
    {
        metrics::Monitor monitor;
        quint64 seq = 0;

        Fed &row(Direction direction, Kind kind, QByteArray payload, qint64 wire, qint64 atMs,
            const metrics::RowFacts &facts = {}, bool heartbeat = false)
        {
            monitor.row({.seq = ++seq,
                            .direction = direction,
                            .kind = kind,
                            .isHeartbeat = heartbeat,
                            .size = payload.size(),
                            .wireSize = wire,
                            .data = payload.constData()},
                facts, start + atMs * ms);
            return *this;
        }
        Fed &state(State from, State to, qint64 atMs, const QByteArray &cause = {})
        {
            monitor.stateChanged({.from = from, .to = to, .cause = cause}, {.seq = ++seq, .kind = Kind::State},
                start + atMs * ms);
            return *this;
        }
        Fed &open(qint64 atMs)
        {
            return state(State::Idle, State::Resolving, atMs).state(State::Resolving, State::Upgrading, atMs)
                .state(State::Upgrading, State::Open, atMs);
        }
        const metrics::RunMetrics &run() const { return monitor.run(); }
    };

private slots:
    void emptyAtFirst() { QCOMPARE(metrics::Monitor().snapshot(start), metrics::Snapshot()); }
    void countsEachWay()
    {
        Fed fed;
        fed.row(Direction::In, Kind::Text, QByteArray(100, 'x'), 40, 0, {.compressedSize = 38});
        fed.row(Direction::In, Kind::Binary, {}, 2, 10);
        fed.row(Direction::Out, Kind::Text, "1234567", 13, 20);
        fed.row(Direction::In, Kind::Pong, {}, 2, 30);
        fed.row(Direction::Out, Kind::Ping, {}, 6, 40);
        fed.row(Direction::Out, Kind::Text, "beat", 10, 40, {}, true);
        fed.monitor.malformed();
        fed.monitor.decodeError();
        fed.monitor.decodeError();
        const metrics::Snapshot expected{.messagesIn = 2,
            .messagesOut = 1,
            .bytesIn = 100,
            .bytesOut = 7,
            .wireBytesIn = 44,
            .wireBytesOut = 29,
            .controlIn = 1,
            .controlOut = 2,
            .malformed = 1,
            .decodeErrors = 2,
            .messagesInPerSecond = 2,
            .messagesOutPerSecond = 1,
            .bytesInPerSecond = 100,
            .bytesOutPerSecond = 7,
            .messagesInPer10s = 0.2,
            .messagesInPerMinute = 2.0 / 60,
            .peakMessagesIn = 2};
        QCOMPARE(fed.monitor.snapshot(start + 1000 * ms), expected);
        QCOMPARE(fed.run().in.headerBytes, quint64(6)); // 2 + 2 + 2.
        QCOMPARE(fed.run().out.headerBytes, quint64(6 + 6 + 6));
        QCOMPARE(fed.run().in.compressedPlainBytes, quint64(100));
        QCOMPARE(fed.run().in.compressedWireBytes, quint64(38));
        QCOMPARE(fed.run().out.heartbeats, quint64(1));
        QCOMPARE(fed.run().dropped, quint64(0));
    }
    void roundTripsFromWireAndFromDue()
    {
        Fed fed;
        fed.open(0);
        fed.row(Direction::Out, Kind::Ping, "a", 7, 1000, {.firstByteLagNs = 50 * ms}); // We were late.
        fed.row(Direction::In, Kind::Pong, "b", 3, 1010); // Not asked for.
        fed.row(Direction::In, Kind::Pong, "a", 3, 1020);
        QCOMPARE(fed.run().roundTrip.count(), quint64(1));
        QCOMPARE(*fed.run().roundTrip.max(), 20 * ms);
        QCOMPARE(*fed.run().roundTripFromDue.max(), 70 * ms);
        QCOMPARE(*fed.monitor.snapshot(start).avgLatencyMs, 20.0);
        QCOMPARE(fed.run().slowest.all().front().seq, fed.seq);
        fed.row(Direction::Out, Kind::Ping, "c", 7, 2000);
        QCOMPARE(fed.run().unanswered(), quint64(1));
        // A new session: nobody answers what was asked before.
        fed.state(State::Open, State::WaitingRetry, 3000, "reset");
        fed.open(4000).row(Direction::In, Kind::Pong, "c", 3, 4001);
        QCOMPARE(fed.run().roundTrip.count(), quint64(1));
    }
    void beatsMadeOfMessages()
    {
        for (const auto kind : {connection::BeatKind::Message, connection::BeatKind::Reply}) {
            Fed fed;
            fed.monitor.stateChanged({.from = State::Upgrading, .to = State::Open, .beat = kind}, {.seq = 1}, start);
            fed.seq = 1;
            fed.row(Direction::Out, Kind::Text, "ping", 10, 10, {}, true);
            fed.row(Direction::In, Kind::Text, "pong", 6, 25, {}, true);
            QCOMPARE(fed.run().roundTrip.count(), kind == connection::BeatKind::Message ? quint64(1) : quint64(0));
        }
    }
    void interArrivalAndJitter()
    {
        Fed fed;
        fed.open(0);
        for (const qint64 at : {100, 200, 300, 350})
            fed.row(Direction::In, Kind::Text, "{}", 4, at);
        QCOMPARE(fed.run().interArrival.count(), quint64(3));
        QCOMPARE(*fed.run().interArrival.max(), 100 * ms);
        QCOMPARE(fed.run().jitter.count(), quint64(2));
        QCOMPARE(*fed.run().jitter.max(), 50 * ms);
        // Across a loss nothing is between two messages.
        fed.state(State::Open, State::WaitingRetry, 400, "reset").open(5000);
        fed.row(Direction::In, Kind::Text, "{}", 4, 5100);
        QCOMPARE(fed.run().interArrival.count(), quint64(3));
    }
    void longestSilence()
    {
        Fed fed;
        fed.open(0);
        fed.row(Direction::In, Kind::Text, "{}", 4, 3000); // Silent from the beginning.
        fed.row(Direction::In, Kind::Ping, {}, 2, 4000); // Heard.
        fed.row(Direction::In, Kind::Text, "{}", 4, 5500);
        fed.state(State::Open, State::WaitingRetry, 12'500, "reset"); // Silent until the end.
        const auto &silences = fed.run().silences.all();
        QCOMPARE(silences.size(), std::size_t(4));
        QCOMPARE(silences[0].amount, 7000 * ms);
        QCOMPARE(silences[1].amount, 3000 * ms);
        QCOMPARE(silences[0].seq, fed.seq);
    }
    void topicsOfReceivedTexts()
    {
        Fed fed;
        fed.row(Direction::In, Kind::Text, "{\"type\":\"a\"}", 14, 0);
        fed.row(Direction::In, Kind::Text, "{\"type\":\"b\"}", 14, 1);
        fed.row(Direction::In, Kind::Text, "{\"type\":\"a\"}", 14, 2);
        fed.row(Direction::Out, Kind::Text, "{\"type\":\"c\"}", 18, 3);
        QCOMPARE(fed.run().topics.all().size(), std::size_t(2));
        QCOMPARE(fed.run().topics.all().at("a"), (metrics::Flow{2, 24}));
    }
    void closeFrames()
    {
        Fed fed;
        fed.open(0);
        fed.row(Direction::Out, Kind::Close, QByteArray("\x03\xe8" "bye", 5), 11, 10);
        fed.row(Direction::In, Kind::Close, QByteArray("\x03\xe9", 2), 4, 20);
        fed.state(State::Open, State::Closed, 30, "closed");
        const auto &close = fed.run().life.closes.front();
        QCOMPARE(close.by, metrics::CloseEntry::By::Us);
        QCOMPARE(close.sent->code, quint16(1000));
        QCOMPARE(close.sent->reason, QStringLiteral("bye"));
        QCOMPARE(close.received->code, quint16(1001));
    }
    void timeNeverGoesBack()
    {
        Fed fed;
        fed.open(1000);
        fed.row(Direction::In, Kind::Text, "{}", 4, 2000);
        fed.row(Direction::In, Kind::Text, "{}", 4, 500); // Somebody set the clock.
        QCOMPARE(*fed.run().interArrival.min(), qint64(0));
        QCOMPARE(fed.run().endedNs, start + 2000 * ms);
    }
    void rowsThatAreNotThere()
    {
        Fed fed;
        fed.seq = 10;
        fed.row(Direction::In, Kind::Text, "{}", 4, 0);
        fed.seq += 5;
        fed.row(Direction::In, Kind::Text, "{}", 4, 1);
        QCOMPARE(fed.run().rowsMissing, quint64(5));
        QCOMPARE(fed.run().firstSeq, quint64(11));
        QCOMPARE(fed.run().rows, quint64(2));
    }
    void problemsByKind()
    {
        Fed fed;
        for (int i = 0; i < 100; ++i)
            fed.monitor.problem("kind " + QByteArray::number(i), {.seq = ++fed.seq}, start);
        QCOMPARE(fed.run().problems.size(), std::size_t(33));
        QCOMPARE(fed.run().problems.at("others"), quint64(68));
    }
};

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
