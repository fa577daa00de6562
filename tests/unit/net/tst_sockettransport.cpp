// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sockettransport.h"

#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QTest>

#include <set>

using tests::addKinds;
using tests::certificates;
using tests::endpointOf;
using tests::makePeer;
using tests::pattern;
using tests::Recorder;
using tests::settle;
using Kind = net::TransportError::Kind;

namespace {

//! Every look at it is one microsecond later.
class TickingClock final : public base::Clock
{
public:
    [[nodiscard]] base::Instant now() const override
    {
        m_clock.advance(std::chrono::microseconds(1));
        return m_clock.now();
    }

private:
    mutable tests::ManualClock m_clock;
};

} // namespace

//! The rules of back-pressure, each plain and with TLS.
class TestSocketTransport : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(certificates().isValid(), qPrintable(certificates().error())); }

    void opens_data() { addKinds(); }
    void opens()
    {
        QFETCH(bool, tls);
        const auto peer = makePeer(tls);
        peer->expect(5).send("world").wait();
        net::SocketTransport transport(m_recorder, m_clock);
        m_recorder.onConnected = [&] { transport.write("hello"); };
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.received == "world");
        QCOMPARE(peer->received(), "hello");
        QCOMPARE(m_recorder.log.mid(0, m_recorder.log.indexOf("connected") + 1),
            tls ? QStringList({"connecting", "tls", "connected"}) : QStringList({"connecting", "connected"}));
        QCOMPARE(m_recorder.peer->address, QStringLiteral("127.0.0.1:%1").arg(peer->serverPort()));
        QCOMPARE(m_recorder.peer->tlsVersion, tls ? QStringLiteral("TLSv1.3") : QString());
        QCOMPARE(m_recorder.peer->cipher.isEmpty(), !tls);
        QCOMPARE(m_recorder.peer->leafSha256.size(), tls ? 32 : 0);
        QVERIFY(!m_recorder.peer->certificateException);
        QCOMPARE(m_recorder.ends, 0);
    }

    void resolvesNames_data() { addKinds(); }
    void resolvesNames()
    {
        QFETCH(bool, tls);
        const auto peer = makePeer(tls);
        net::SocketTransport transport(m_recorder, m_clock);
        net::Endpoint endpoint = endpointOf(*peer, tls);
        endpoint.host = QStringLiteral("localhost");
        transport.open(endpoint);
        QTRY_SOON(m_recorder.isConnected());
        QCOMPARE(m_recorder.log.first(), "resolving");
    }

    void oneStampAndOneDrainedForEachDrain_data() { addKinds(); }
    void oneStampAndOneDrainedForEachDrain()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(5 << 20);
        const auto peer = makePeer(tls);
        peer->send(sent).wait();
        const TickingClock clock;
        net::SocketTransport transport(m_recorder, clock);
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.received.size() >= sent.size());
        settle();
        QCOMPARE(m_recorder.received, sent);
        std::set<base::Nanoseconds> stamps;
        for (std::size_t i = 0; i < m_recorder.reads.size(); ++i) {
            stamps.insert(m_recorder.reads[i].at.steady);
            if (i > 0 && m_recorder.reads[i].drain == m_recorder.reads[i - 1].drain)
                QVERIFY(m_recorder.reads[i].at == m_recorder.reads[i - 1].at);
        }
        QCOMPARE(static_cast<int>(stamps.size()), m_recorder.drains);
        QCOMPARE(m_recorder.log.count("drained"), m_recorder.log.count("read"));
        // A drain gathers: TLS alone would speak every 4 KiB, 1280 times here.
        QVERIFY2(m_recorder.drains < 640, qPrintable(QString::number(m_recorder.drains)));
    }

    // The room is used for what waits in the kernel; what Qt or TLS has read already is in their memory.
    void readsToWhereItBelongs_data() { addKinds(); }
    void readsToWhereItBelongs()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(5 << 20);
        const auto peer = makePeer(tls);
        peer->send(sent).fin();
        m_recorder.room.resize(100'000);
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.ends == 1);
        QCOMPARE(m_recorder.received, sent);
        QCOMPARE(m_recorder.end->kind, Kind::PeerClosed);
        QCOMPARE(m_recorder.readIntoRoom > 0, !tls);
        if (m_recorder.readIntoRoom > 0)
            QVERIFY(std::all_of(m_recorder.reads.begin(), m_recorder.reads.end(),
                [](const Recorder::Read &read) { return read.size <= 256 << 10; }));
    }

    // N30: the listener finds no memory for what came.
    void outOfMemory_data() { addKinds(); }
    void outOfMemory()
    {
        QFETCH(bool, tls);
        const auto peer = makePeer(tls);
        peer->send(pattern(100'000)).wait();
        m_recorder.onRead = [] { throw std::bad_alloc(); };
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.ends == 1);
        QCOMPARE(m_recorder.end->kind, Kind::LocalProblem);
        QCOMPARE(m_recorder.end->detail, "out of memory");
        QCOMPARE(m_recorder.reads.size(), std::size_t(1));
    }

    void stopsAtTheTimeBudgetAndGoesOnByItself_data() { addKinds(); }
    void stopsAtTheTimeBudgetAndGoesOnByItself()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(3 << 20);
        const auto peer = makePeer(tls);
        peer->send(sent).wait();
        net::SocketTransport transport(m_recorder, m_clock);
        m_recorder.onRead = [&] { m_clock.advance(std::chrono::milliseconds(4)); };
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.received.size() >= sent.size());
        settle();
        QCOMPARE(m_recorder.received, sent);
        QCOMPARE(m_recorder.drains, static_cast<int>(m_recorder.reads.size())); // One read used it up.
    }

    void aPieceHasTheSizeAskedFor_data() { addKinds(); }
    void aPieceHasTheSizeAskedFor()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(1 << 20);
        const auto peer = makePeer(tls);
        peer->send(sent).wait();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.setPieceSize(1000);
        m_recorder.onRead = [&] {
            if (m_recorder.reads.size() == 10)
                transport.setPaused(true); // Holds in the middle of what was drained already.
        };
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.reads.size() >= 10);
        settle();
        QCOMPARE(m_recorder.reads.size(), 10u);
        transport.setPieceSize(64 << 10);
        transport.setPaused(false);
        QTRY_SOON(m_recorder.received.size() >= sent.size());
        QCOMPARE(m_recorder.received, sent);
        qsizetype largest = 0;
        for (std::size_t i = 0; i < m_recorder.reads.size(); ++i) {
            QVERIFY(m_recorder.reads[i].size <= (i < 10 ? 1000 : 64 << 10));
            largest = std::max(largest, m_recorder.reads[i].size);
        }
        QVERIFY(largest > 1000);
    }

    void pauseStopsReadingAndSlowsThePeer_data() { addKinds(); }
    void pauseStopsReadingAndSlowsThePeer()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(32 << 20);
        const auto peer = makePeer(tls);
        peer->send(sent).wait();
        net::SocketTransport transport(m_recorder, m_clock);
        m_recorder.onRead = [&] { transport.setPaused(true); };
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(!m_recorder.reads.empty());
        settle();
        QCOMPARE(m_recorder.reads.size(), 1u);
        QCOMPARE(m_recorder.drains, 1);
        QVERIFY(peer->unsent() > (8 << 20));

        // One read at a time; a socket left half read must not fall silent.
        for (int i = 2; i < 12; ++i) {
            transport.setPaused(false);
            QTRY_COMPARE_WITH_TIMEOUT(m_recorder.drains, i, 30'000);
        }
        m_recorder.onRead = nullptr;
        transport.setPaused(false);
        QTRY_SOON(m_recorder.received.size() >= sent.size());
        QCOMPARE(m_recorder.received, sent);
    }

    void resumingReadsFromTheEventLoop_data() { addKinds(); }
    void resumingReadsFromTheEventLoop()
    {
        QFETCH(bool, tls);
        const auto peer = makePeer(tls);
        peer->send(pattern(1 << 20)).wait();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.setPaused(true);
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.isConnected());
        settle();
        QVERIFY(m_recorder.reads.empty());
        transport.setPaused(false);
        QVERIFY(m_recorder.reads.empty());
        QTRY_SOON(m_recorder.received.size() == (1 << 20));
    }

    void aPausedFullSocketSeesNoEnd_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("reset");
        QTest::addColumn<int>("size");
        // Beside the socket's full buffer of 1 MiB a TLS socket keeps as much again undecrypted, and there sees the
        // FIN.
        for (const int size : {900'000, 1'500'000, 3 << 20}) {
            QTest::addRow("plain FIN behind %d", size) << false << false << size;
            QTest::addRow("plain RST behind %d", size) << false << true << size;
            QTest::addRow("TLS close behind %d", size) << true << false << size;
            QTest::addRow("TLS RST behind %d", size) << true << true << size;
        }
    }
    void aPausedFullSocketSeesNoEnd()
    {
        QFETCH(bool, tls);
        QFETCH(bool, reset);
        QFETCH(int, size);
        const QByteArray sent = pattern(size);
        const auto peer = makePeer(tls);
        peer->send(sent);
        reset ? peer->reset() : peer->fin();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.setPaused(true);
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.isConnected());
        settle();
        QCOMPARE(m_recorder.ends, 0);
        transport.setPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        settle();
        QCOMPARE(m_recorder.ends, 1);
        QCOMPARE(m_recorder.log.last(), "ended");
        if (reset) // What its kernel had not sent is gone with the RST.
            QVERIFY(!m_recorder.received.isEmpty() && sent.startsWith(m_recorder.received));
        else
            QCOMPARE(m_recorder.received, sent);
        QCOMPARE(m_recorder.end->kind, reset ? Kind::Reset : Kind::PeerClosed);
    }

    void theEndComesOnceBehindTheBytes_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("how");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("plain FIN") << false << "fin" << Kind::PeerClosed;
        QTest::newRow("plain FIN, half open") << false << "cut" << Kind::PeerClosed;
        QTest::newRow("plain RST") << false << "reset" << Kind::Reset;
        QTest::newRow("TLS close_notify and FIN") << true << "fin" << Kind::PeerClosed;
        QTest::newRow("TLS close_notify alone") << true << "closeNotify" << Kind::PeerClosed;
        QTest::newRow("N19 TLS cut off") << true << "cut" << Kind::Reset;
        QTest::newRow("TLS RST") << true << "reset" << Kind::Reset;
    }
    void theEndComesOnceBehindTheBytes()
    {
        QFETCH(bool, tls);
        QFETCH(QString, how);
        QFETCH(Kind, kind);
        for (const qsizetype size : {0, 1, 70'000, 2 << 20}) {
            m_recorder = {};
            const QByteArray sent = pattern(size);
            const auto peer = makePeer(tls);
            peer->send(sent).wait();
            how == "fin"               ? peer->fin()
                : how == "cut"         ? peer->cut()
                : how == "closeNotify" ? peer->closeNotify()
                                       : peer->reset();
            net::SocketTransport transport(m_recorder, m_clock);
            transport.open(endpointOf(*peer, tls));
            QTRY_SOON(m_recorder.isConnected() && m_recorder.received.size() == sent.size());
            peer->proceed();
            QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
            settle();
            QCOMPARE(m_recorder.ends, 1);
            QCOMPARE(m_recorder.received, sent);
            QCOMPARE(m_recorder.log.last(), "ended");
            QCOMPARE(m_recorder.end->kind, kind);
            QCOMPARE(transport.bytesToWrite(), 0);
        }
    }

    // N05 in small: whatever was with the kernel before the RST is delivered.
    void bytesBeforeAResetAreDelivered_data() { addKinds(); }
    void bytesBeforeAResetAreDelivered()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(64);
        for (qsizetype k = 1; k <= sent.size(); k += 7) {
            m_recorder = {};
            const auto peer = makePeer(tls);
            peer->expect(1).send(sent.left(k)).reset();
            net::SocketTransport transport(m_recorder, m_clock);
            m_recorder.onConnected = [&] { transport.write("x"); };
            transport.open(endpointOf(*peer, tls));
            QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
            QCOMPARE(m_recorder.received, sent.left(k));
            QCOMPARE(m_recorder.end->kind, Kind::Reset);
        }
    }

    void readsADribble_data() { addKinds(); }
    void readsADribble()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(400);
        const auto peer = makePeer(tls);
        peer->dribble(sent).fin();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(endpointOf(*peer, tls));
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.received, sent);
    }

    void tellsHowMuchWaits_data() { addKinds(); }
    void tellsHowMuchWaits()
    {
        QFETCH(bool, tls);
        const auto peer = makePeer(tls);
        peer->neverRead().wait();
        net::SocketTransport transport(m_recorder, m_clock);
        qint64 lowest = 0;
        m_recorder.onWritten = [&] { lowest = transport.bytesToWrite(); };
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.isConnected());
        const QByteArray block = pattern(32 << 20);
        transport.write(block);
        QVERIFY(transport.bytesToWrite() >= block.size());
        QTRY_SOON(lowest > 0);
        settle();
        QVERIFY(transport.bytesToWrite() < block.size());
        QVERIFY(transport.bytesToWrite() > (8 << 20)); // A peer that does not read leaves it with us (N12).
    }

    void finishWritesAllThenCloses_data() { addKinds(); }
    void finishWritesAllThenCloses()
    {
        QFETCH(bool, tls);
        const QByteArray sent = pattern(4 << 20);
        const auto peer = makePeer(tls);
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.isConnected() && peer->clients() == 1);
        transport.write(sent);
        transport.finish();
        transport.finish();
        transport.write("never sent");
        QTRY_SOON(peer->sawEnd() && m_recorder.ends == 1);
        QCOMPARE(peer->received(), sent);
        QCOMPARE(m_recorder.end->kind, Kind::PeerClosed);
    }

    // Unread bytes would turn the end into a reset and take our last words with it.
    void finishIsHeardThroughAFlood()
    {
        const QByteArray farewell = pattern(8 << 20); // More than the kernel takes at once.
        const auto peer = makePeer(false);
        peer->send(pattern(16 << 20)).expect(farewell.size()).fin();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.setPaused(true);
        transport.open(endpointOf(*peer, false));
        QTRY_SOON(m_recorder.isConnected() && peer->clients() == 1);
        settle();
        transport.write(farewell);
        transport.finish();
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::PeerClosed);
        QCOMPARE(peer->received(), farewell);
        QVERIFY(m_recorder.reads.empty()); // What came behind finish() is discarded.
    }

    void finishIsBounded_data() { addKinds(); }
    void finishIsBounded()
    {
        QFETCH(bool, tls);
        const auto peer = makePeer(tls);
        peer->neverRead().wait();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.setFinishTimeout(std::chrono::milliseconds(20));
        transport.open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.isConnected());
        transport.write(pattern(32 << 20));
        transport.finish();
        QCOMPARE(m_recorder.ends, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::Reset);
    }

    void abortFromEveryCall_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("call");
        for (const bool tls : {false, true}) {
            for (const char *call : {"phase", "connected", "read", "drained", "written", "ended"})
                QTest::addRow("F26 %s %s", tls ? "TLS" : "plain", call) << tls << call;
        }
    }
    void abortFromEveryCall()
    {
        QFETCH(bool, tls);
        QFETCH(QString, call);
        const auto peer = makePeer(tls);
        peer->send(pattern(700'000)).expect(5).fin();
        net::SocketTransport transport(m_recorder, m_clock);
        const auto stop = [&] {
            transport.abort();
            QCOMPARE(m_recorder.ends, 1);
            transport.finish();
            transport.write("late");
            transport.setPaused(true);
            transport.setPaused(false);
            transport.abort();
        };
        m_recorder.onConnected = [&] { transport.write("hello"); };
        if (call == "connected")
            m_recorder.onConnected = stop;
        (call == "phase"            ? m_recorder.onPhase
                : call == "read"    ? m_recorder.onRead
                : call == "drained" ? m_recorder.onDrained
                : call == "written" ? m_recorder.onWritten
                                    : m_recorder.onEnded)
            = call == "connected" ? nullptr : std::function<void()>(stop);
        transport.open(endpointOf(*peer, tls));
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        settle();
        QCOMPARE(m_recorder.ends, 1);
        QCOMPARE(m_recorder.log.last(), "ended");
        if (call != "ended")
            QCOMPARE(m_recorder.end->detail, "aborted");
    }

    void deletedInEveryState_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("state");
        for (const bool tls : {false, true}) {
            for (const char *state : {"new", "opening", "resolving", "connecting", "tls", "connected", "reading",
                     "paused", "finishing", "ended"})
                QTest::addRow("F27 %s %s", tls ? "TLS" : "plain", state) << tls << state;
        }
    }
    void deletedInEveryState()
    {
        QFETCH(bool, tls);
        QFETCH(QString, state);
        const auto peer = makePeer(tls && state != "tls"); // A plain peer never answers a ClientHello.
        peer->send(state == "tls" ? QByteArray() : pattern(3 << 20)).wait();
        auto transport = std::make_unique<net::SocketTransport>(m_recorder, m_clock);
        net::Endpoint endpoint = endpointOf(*peer, tls);
        if (state == "resolving")
            endpoint.host = QStringLiteral("localhost");
        transport->setPaused(state == "paused");
        if (state != "new")
            transport->open(endpoint);
        const QStringList &log = m_recorder.log;
        if (state == "resolving" || state == "connecting" || (state == "tls" && tls))
            QTRY_SOON(log.contains(state));
        if (state == "connected" || state == "paused" || state == "finishing" || state == "ended")
            QTRY_SOON(log.contains("connected"));
        if (state == "reading")
            QTRY_SOON(log.contains("drained"));
        if (state == "finishing") {
            transport->write(pattern(1 << 20));
            transport->finish();
        }
        if (state == "ended")
            transport->abort();
        const auto before = log.size();
        transport.reset();
        settle();
        QCOMPARE(log.size(), before); // Says nothing.
    }

    void abortBeforeOpenSaysNothing()
    {
        net::SocketTransport transport(m_recorder, m_clock);
        transport.abort();
        transport.finish();
        transport.write("nowhere");
        settle();
        QVERIFY(m_recorder.log.isEmpty());
    }

    void refused()
    {
        auto peer = makePeer(false);
        const net::Endpoint endpoint = endpointOf(*peer, false);
        peer.reset();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(endpoint);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::Refused); // N01
        QCOMPARE(m_recorder.log, QStringList({"connecting", "ended"}));
    }

    void cleanup()
    {
        settle();
        m_recorder = {};
    }

private:
    Recorder m_recorder;
    tests::ManualClock m_clock;
};

QTEST_GUILESS_MAIN(TestSocketTransport)
#include "tst_sockettransport.moc"
