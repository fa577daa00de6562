// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/impairedtransport.h"

#include "tests/support/manualclock.h"
#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QTest>

using namespace std::chrono_literals;
using net::LinkConditions;
using Kind = net::TransportError::Kind;

namespace {

//! A transport without a socket: a test says what arrives and sees what was written.
class FakeTransport final : public net::Transport
{
public:
    explicit FakeTransport(net::TransportListener &to) : listener(to) { }
    void open(const net::Endpoint &) override { listener.transportConnected({}); }
    void write(QByteArrayView bytes) override { written += bytes.toByteArray(); }
    [[nodiscard]] qint64 bytesToWrite() const override { return pending; }
    void setPaused(bool value) override { paused = value; }
    void finish() override
    {
        finished = true;
        end({});
    }
    void abort() override { end({.kind = Kind::Reset, .detail = QStringLiteral("aborted")}); }
    void reset() override
    {
        wasReset = true;
        end({.kind = Kind::Reset, .detail = QStringLiteral("reset")});
    }
    void arrive(QByteArray bytes, const base::Instant &at)
    {
        listener.transportRead({bytes.data(), static_cast<std::size_t>(bytes.size())}, at);
        listener.transportDrained();
    }
    void end(const net::TransportError &error)
    {
        if (!std::exchange(ended, true))
            listener.transportEnded(error);
    }

    net::TransportListener &listener;
    QByteArray written;
    qint64 pending = 0;
    bool paused = false, finished = false, wasReset = false, ended = false;
};

} // namespace

class TestImpairedTransport : public QObject
{
    Q_OBJECT
private:
    tests::ManualClock m_clock;
    std::shared_ptr<net::LinkSwitch> m_link;
    std::unique_ptr<tests::Recorder> m_recorder;
    std::unique_ptr<net::ImpairedTransport> m_transport;
    FakeTransport *m_inner = nullptr;

    void set(const LinkConditions &conditions) { m_link->set(conditions); }
    //! Moves the clock and does what has become due on the way, as the timer would.
    void pass(base::Nanoseconds time)
    {
        const base::Nanoseconds end = m_clock.now().steady + time;
        for (auto due = m_transport->nextDeadline(); due && *due <= end; due = m_transport->nextDeadline()) {
            if (*due > m_clock.now().steady)
                m_clock.advance(*due - m_clock.now().steady);
            m_transport->advance(m_clock.now());
        }
        m_clock.advance(end - m_clock.now().steady);
    }
    void arrive(const QByteArray &bytes) { m_inner->arrive(bytes, m_clock.now()); }

private slots:
    void init()
    {
        m_link = std::make_shared<net::LinkSwitch>();
        m_recorder = std::make_unique<tests::Recorder>();
        m_transport = std::make_unique<net::ImpairedTransport>(
            *m_recorder, m_link, m_clock, std::make_shared<base::SeededRandom>(1), [this](net::TransportListener &own) {
                auto inner = std::make_unique<FakeTransport>(own);
                m_inner = inner.get();
                return inner;
            });
        m_transport->open({});
    }
    void cleanup()
    {
        m_transport.reset();
        m_recorder.reset();
    }

    void withoutConditionsAllGoesStraightThrough()
    {
        arrive("abc");
        QCOMPARE(m_recorder->received, "abc");
        QCOMPARE(m_recorder->drains, 1);
        m_transport->write("xyz");
        QCOMPARE(m_inner->written, "xyz");
        m_inner->end({.kind = Kind::Reset, .detail = {}});
        QCOMPARE(m_recorder->end->kind, Kind::Reset);
        QVERIFY(!m_transport->nextDeadline());
    }

    void latency()
    {
        set({.delay = 200ms, .jitter = 50ms});
        arrive("abc");
        m_transport->write("xyz");
        QCOMPARE(m_transport->bytesToWrite(), 3);
        pass(149ms);
        QVERIFY(m_recorder->received.isEmpty() && m_inner->written.isEmpty());
        pass(101ms);
        QCOMPARE(m_recorder->received, "abc");
        QCOMPARE(m_inner->written, "xyz");
        QCOMPARE(m_transport->bytesToWrite(), 0);
    }

    void nothingIsReorderedWhenSwitchedLive()
    {
        const QByteArray all = tests::pattern(200'000);
        const QList<LinkConditions> changing{{.delay = 300ms, .jitter = 300ms}, {.downRate = 100'000}, {},
            {.sliceSize = 3}, {.silence = LinkConditions::Silence::Both}, {.delay = 1ms}};
        for (qsizetype i = 0; i < 200; ++i) {
            if (i % 9 == 0)
                set(changing[(i / 9) % changing.size()]);
            arrive(all.mid(i * 1000, 1000));
            m_transport->write(all.mid(i * 1000, 1000));
            pass(7ms);
        }
        set({});
        pass(1s);
        QVERIFY(m_recorder->received == all);
        QVERIFY(m_inner->written == all);
        QCOMPARE(m_transport->held(), 0);
    }

    void bandwidth()
    {
        set({.downRate = 1000, .upRate = 500});
        arrive(QByteArray(3000, 'x'));
        m_transport->write(QByteArray(3000, 'y'));
        pass(1s);
        QVERIFY(std::abs(m_recorder->received.size() - 1000) <= 20);
        QVERIFY(std::abs(m_inner->written.size() - 500) <= 20);
        pass(5s);
        QCOMPARE(m_recorder->received.size(), 3000);
        QCOMPARE(m_inner->written.size(), 3000);
    }

    void memoryIsBoundedAndPressureGoesOn()
    {
        set({.silence = LinkConditions::Silence::FromPeer});
        for (int i = 0; i < 100 && !m_inner->paused; ++i)
            arrive(QByteArray(256 << 10, 'x'));
        QVERIFY(m_inner->paused);
        QVERIFY(m_transport->held() <= (4 << 20) + (256 << 10));
        set({});
        pass(1ms);
        QVERIFY(!m_inner->paused);
        QCOMPARE(m_transport->held(), 0);
    }

    void whoPausesGetsNothing()
    {
        set({.delay = 10ms});
        arrive("abc");
        m_transport->setPaused(true);
        QVERIFY(m_inner->paused);
        pass(1s);
        QVERIFY(m_recorder->received.isEmpty());
        m_transport->setPaused(false);
        QVERIFY(m_recorder->received.isEmpty()); // Never from inside the call.
        pass(1ms);
        QCOMPARE(m_recorder->received, "abc");
    }

    void theEndComesBehindTheBytes()
    {
        set({.delay = 100ms, .slowClose = 2s});
        arrive("abc");
        m_inner->end({});
        pass(2s);
        QCOMPARE(m_recorder->received, "abc");
        QCOMPARE(m_recorder->ends, 0);
        pass(100ms);
        QCOMPARE(m_recorder->ends, 1);
        QCOMPARE(m_recorder->end->kind, Kind::PeerClosed);
    }

    void limitData()
    {
        set({.dropAfter = 10});
        arrive("0123456");
        pass(1ms);
        arrive("789abc");
        pass(1ms);
        QCOMPARE(m_recorder->received, "0123456789");
        QCOMPARE(m_recorder->end->kind, Kind::PeerClosed);
        QVERIFY(m_inner->ended);
        QCOMPARE(m_recorder->ends, 1);
    }

    void resetPeer()
    {
        set({.resetAfter = 5s});
        pass(4999ms);
        QCOMPARE(m_recorder->ends, 0);
        pass(1ms);
        QVERIFY(m_inner->wasReset);
        QCOMPARE(m_recorder->end->kind, Kind::Reset);
        QCOMPARE(m_recorder->ends, 1);
    }

    void timeoutIsSilenceAndAnEnd()
    {
        set({.silence = LinkConditions::Silence::Both, .closeAfter = 3s});
        arrive("abc");
        m_transport->write("xyz");
        pass(2999ms);
        QVERIFY(m_recorder->received.isEmpty() && m_inner->written.isEmpty());
        pass(1ms);
        QCOMPARE(m_recorder->end->kind, Kind::PeerClosed);
    }

    void halfOpenTellsNoEnd()
    {
        set({.silence = LinkConditions::Silence::Both});
        m_inner->end({.kind = Kind::Reset, .detail = {}});
        pass(1h);
        QCOMPARE(m_recorder->ends, 0);
        m_transport->abort(); // The heartbeat found it.
        QCOMPARE(m_recorder->ends, 1);
        QCOMPARE(m_recorder->end->kind, Kind::Reset);
    }

    void noNetwork()
    {
        set({.down = true});
        pass(1ms);
        QCOMPARE(m_recorder->end->kind, Kind::Unreachable);
    }

    void noNetworkOpensNothing()
    {
        m_link->set({.down = true});
        m_recorder = std::make_unique<tests::Recorder>();
        m_transport = std::make_unique<net::ImpairedTransport>(
            *m_recorder, m_link, m_clock, std::make_shared<base::SeededRandom>(1), [this](net::TransportListener &own) {
                auto inner = std::make_unique<FakeTransport>(own);
                m_inner = inner.get();
                return inner;
            });
        m_transport->open({});
        QCOMPARE(m_recorder->ends, 0); // Never from inside the call.
        pass(1ms);
        QCOMPARE(m_recorder->end->kind, Kind::Unreachable);
        QVERIFY(!m_recorder->isConnected());
    }

    void finishWaitsForWhatIsOnTheWay()
    {
        set({.delay = 100ms});
        m_transport->write("bye");
        m_transport->finish();
        QVERIFY(!m_inner->finished);
        pass(100ms);
        QCOMPARE(m_inner->written, "bye");
        QVERIFY(m_inner->finished);
        QCOMPARE(m_recorder->ends, 1);
    }

    void finishDoesNotWaitForEver()
    {
        set({.silence = LinkConditions::Silence::ToPeer});
        m_transport->write("bye");
        m_transport->finish();
        pass(2s);
        QCOMPARE(m_recorder->ends, 1);
    }

    void abortFromInsideARead()
    {
        set({.delay = 10ms});
        m_recorder->onRead = [this] { m_transport->abort(); };
        arrive("abc");
        arrive("def");
        pass(1s);
        QCOMPARE(m_recorder->received, "abc");
        QCOMPARE(m_recorder->ends, 1);
        QCOMPARE(m_recorder->drains, 0);
    }

    //! The same through real sockets and the real clock: what is slow is complete all the same.
    void throughASocket_data() { tests::addKinds(); }
    void throughASocket()
    {
        QFETCH(bool, tls);
        const auto peer = tests::makePeer(tls);
        const QByteArray all = tests::pattern(300'000);
        peer->send(all);
        const base::SystemClock clock;
        const auto link = std::make_shared<net::LinkSwitch>();
        link->set({.delay = 20ms, .jitter = 20ms, .downRate = 4 << 20, .sliceSize = 1000});
        tests::Recorder recorder;
        net::ImpairedTransport transport(recorder, link, clock, std::make_shared<base::SystemRandom>(),
            [&clock](net::TransportListener &own) { return std::make_unique<net::SocketTransport>(own, clock); });
        transport.open(tests::endpointOf(*peer, tls));
        QTRY_SOON(recorder.received.size() == all.size());
        QVERIFY(recorder.received == all);
        link->set({.resetAfter = 0s});
        QTRY_SOON(recorder.ends == 1);
        QCOMPARE(recorder.end->kind, Kind::Reset);
    }
};

QTEST_GUILESS_MAIN(TestImpairedTransport)
#include "tst_impairedtransport.moc"
