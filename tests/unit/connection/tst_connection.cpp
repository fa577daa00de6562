// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection.h"

#include "tests/unit/connection/harness.h"

#include <QTest>

using connection::State;
using tests::Harness;
using Kind = net::TransportError::Kind;
using namespace std::chrono_literals;

namespace {

ws::HandshakeError refusal(int status, const QByteArray &retryAfter = {})
{
    return {.rule = ws::HandshakeRule::StatusNot101,
        .status = status,
        .reason = {},
        .head = {},
        .body = {},
        .retryAfter = retryAfter};
}

ws::HandshakeError broken(ws::HandshakeRule rule)
{
    ws::HandshakeError error;
    error.rule = rule;
    return error;
}

connection::Policy withoutRetry() { return {.reconnect = false}; }

} // namespace

//! One life of a connection: opening, being open, closing. Trying again has a test of its own.
class TestConnection : public QObject
{
    Q_OBJECT
private slots:
    void opens()
    {
        Harness h;
        h.connection.open(h.now());
        QCOMPARE(h.take(), QStringList({">Resolving", "open"}));
        for (const auto &[state, name] : {std::pair{State::Resolving, ""}, {State::Connecting, ">Connecting"},
                 {State::Proxy, ">Proxy"}, {State::Tls, ">Tls"}}) {
            h.clock.advance(10ms);
            h.connection.transportPhase(state, h.now());
            QCOMPARE(h.take().join(' '), name);
        }
        h.connection.transportConnected({.address = "[::1]:9000"}, h.now());
        QCOMPARE(h.take(), QStringList(">Upgrading"));
        h.clock.advance(10ms);
        h.connection.handshakeAccepted(h.now());
        QCOMPARE(h.take(), QStringList(">Open"));
        QCOMPARE(h.status().peer.address, "[::1]:9000");
        QCOMPARE(h.status().opens, 1u);
        QCOMPARE(h.status().attempts, 1u);
        QVERIFY(h.status().lastConnectTime == base::Nanoseconds(50ms));
        QVERIFY(h.status().connectTimeTotal == base::Nanoseconds(50ms));
        QVERIFY(h.status().since == h.now());
        QVERIFY(h.chained);
    }

    void becomesEstablished()
    {
        Harness h;
        h.open();
        QCOMPARE(h.pass(30s - 1ns), QStringList());
        QCOMPARE(h.pass(1ns), QStringList({"ping", ">Established"}));
    }

    void openDeadlineCoversEveryPhase_data()
    {
        QTest::addColumn<State>("reached");
        for (const State state : {State::Resolving, State::Connecting, State::Proxy, State::Tls, State::Upgrading})
            QTest::newRow(qPrintable("N02 in " + tests::nameOf(state))) << state;
    }
    void openDeadlineCoversEveryPhase()
    {
        QFETCH(State, reached);
        Harness h(withoutRetry());
        h.connection.open(h.now());
        QCOMPARE(h.pass(5s).mid(0, 2), QStringList({">Resolving", "open"}));
        if (reached == State::Upgrading)
            h.connectTransport();
        else
            h.connection.transportPhase(reached, h.now());
        h.take();
        h.clock.advance(4999ms);
        h.connection.bytesReceived(h.now()); // H16: progress does not extend it.
        h.connection.advance(h.now());
        QCOMPARE(h.take(), QStringList());
        QCOMPARE(h.pass(1ms), QStringList({"abort", ">Failed"}));
        QVERIFY(std::holds_alternative<connection::OpenTimedOut>(*h.status().lastFailure));
        QCOMPARE(h.status().timeouts, 1u);
        QCOMPARE(h.status().failures, 1u);
        QCOMPARE(h.status().lastCloseCode, 0);
        h.lose(); // The answer to the abort.
        QCOMPARE(h.take(), QStringList());
        QVERIFY(h.chained);
    }

    void failuresWhileOpening_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("then");
        QTest::newRow("N01 refused") << "refused"
                                     << ">WaitingRetry";
        QTest::newRow("N13 certificate") << "certificate"
                                         << ">Failed";
        QTest::newRow("H27 request") << "request"
                                     << ">Failed";
        QTest::newRow("H06 accept") << "accept"
                                    << "abort >Failed";
        QTest::newRow("H01 503") << "503"
                                 << "abort >WaitingRetry";
        QTest::newRow("H01 404") << "404"
                                 << "abort >Failed";
    }
    void failuresWhileOpening()
    {
        QFETCH(QString, what);
        QFETCH(QString, then);
        Harness h;
        h.connection.open(h.now());
        if (what == "request") {
            h.connection.requestRefused(ws::RequestError::UrlInvalid, h.now());
        } else if (what == "refused" || what == "certificate") {
            h.lose(what == "refused" ? Kind::Refused : Kind::CertificateRejected);
        } else {
            h.connectTransport();
            h.take();
            h.connection.handshakeFailed(
                what == "accept" ? broken(ws::HandshakeRule::AcceptWrong) : refusal(what.toInt()), h.now());
            h.lose(Kind::PeerClosed);
        }
        QVERIFY(h.take().join(' ').endsWith(then));
        QCOMPARE(h.status().failures, 1u);
        QCOMPARE(h.status().opens, 0u);
        QVERIFY(h.status().lastFailure);
        QVERIFY(h.chained);
    }

    void heartbeatFindsSilence()
    {
        Harness h;
        h.open();
        QCOMPARE(h.pass(30s), QStringList({"ping", ">Established"}));
        const QByteArray first = h.lastPing;
        QCOMPARE(h.pass(5s), QStringList({">Suspect", "ping"}));
        QVERIFY(h.lastPing != first);
        const QStringList end = h.pass(5s);
        QCOMPARE(end, QStringList({"close 1001 Heartbeat timeout", ">Closing", "abort", ">WaitingRetry"}));
        QVERIFY(std::holds_alternative<connection::HeartbeatLost>(*h.status().lastFailure));
        QCOMPARE(h.status().lastCloseCode, 1006);
        QCOMPARE(h.status().timeouts, 1u);
        QCOMPARE(h.status().heartbeat.missed, 2u);
        QVERIFY(h.chained);
    }

    // The close frame reaches the socket first: the abort comes one turn later, at a deadline that is now.
    void theHeartbeatsCloseIsAskedForBeforeTheAbort()
    {
        Harness h;
        h.open();
        h.pass(35s);
        h.clock.advance(5s);
        h.connection.advance(h.now());
        QVERIFY(h.connection.nextDeadline() == h.now().steady);
        QCOMPARE(h.take(), QStringList({"close 1001 Heartbeat timeout", ">Closing"}));
        h.connection.advance(h.now());
        QCOMPARE(h.take(), QStringList({"abort", ">WaitingRetry"}));
    }

    void suspectRecovers_data()
    {
        QTest::addColumn<bool>("established");
        QTest::addColumn<bool>("byPong");
        QTest::newRow("to Open by bytes") << false << false;
        QTest::newRow("to Open by pong") << false << true;
        QTest::newRow("to Established by bytes") << true << false;
        QTest::newRow("to Established by pong") << true << true;
    }
    void suspectRecovers()
    {
        QFETCH(bool, established);
        QFETCH(bool, byPong);
        connection::Policy policy;
        policy.establishedAfter = established ? 20s : 300s;
        Harness h(policy);
        h.open();
        h.pass(36s);
        QCOMPARE(h.state(), State::Suspect);
        byPong ? h.connection.pongReceived(h.lastPing, h.now()) : h.connection.bytesReceived(h.now());
        QCOMPARE(h.take(), QStringList(established ? ">Established" : ">Open"));
        QVERIFY(h.chained);
    }

    void answersKeepItOpen()
    {
        Harness h;
        h.open();
        for (int i = 0; i < 50; ++i) {
            QVERIFY(h.pass(31s).contains("ping"));
            h.clock.advance(200ms);
            h.pong();
            QVERIFY(connection::isOpen(h.state()) && h.state() != State::Suspect);
        }
        QCOMPARE(h.status().heartbeat.answered, 50u);
        QCOMPARE(h.status().heartbeat.missed, 0u);
    }

    void whilePausedNothingIsLost()
    {
        Harness h;
        h.open();
        h.pass(36s);
        QCOMPARE(h.state(), State::Suspect);
        h.connection.setReadingPaused(true, h.now());
        QCOMPARE(h.take(), QStringList(">Established"));
        QCOMPARE(h.pass(1h), QStringList());
        h.connection.setReadingPaused(false, h.now());
        QCOMPARE(h.pass(1s), QStringList("ping"));
        h.pong();
        QVERIFY(connection::isOpen(h.state()));
    }

    void pingNow()
    {
        Harness h;
        h.open();
        h.connection.pingNow(h.now());
        QCOMPARE(h.take(), QStringList("ping"));
        Harness idle;
        idle.connection.pingNow(idle.now());
        QCOMPARE(idle.take(), QStringList());
    }

    void sleepMakesSuspect()
    {
        Harness h;
        h.open();
        h.pass(10s);
        base::Instant woken = h.now();
        woken.boot += 2s; // Not more than two seconds: no sleep.
        h.clock.set(woken);
        h.connection.advance(h.now());
        QCOMPARE(h.take(), QStringList());
        woken.boot += 8h; // N22
        woken.wall += 8h;
        h.clock.set(woken);
        h.connection.advance(h.now());
        QCOMPARE(h.take(), QStringList({">Suspect", "ping"}));
        QCOMPARE(h.pass(5s), QStringList({"close 1001 Heartbeat timeout", ">Closing", "abort", ">WaitingRetry"}));
    }

    void theWallClockMovesNothing_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("N25 an hour back") << qint64(-3600);
        QTest::newRow("N25 a year ahead") << qint64(365) * 86400;
        QTest::newRow("N25 1970") << qint64(-1'700'000'000);
    }
    void theWallClockMovesNothing()
    {
        QFETCH(qint64, seconds);
        Harness h;
        h.open();
        h.pass(10s);
        base::Instant now = h.now();
        now.wall += std::chrono::seconds(seconds);
        h.clock.set(now);
        QCOMPARE(h.pass(20s - 1ms), QStringList());
        QCOMPARE(h.pass(1ms), QStringList({"ping", ">Established"}));
    }

    void closedByUs()
    {
        Harness h;
        h.open();
        h.connection.close(ws::CloseCode::Normal, "Client closing", h.now());
        QCOMPARE(h.take(), QStringList({"close 1000 Client closing", ">Closing"}));
        h.connection.closeFrameReceived(1000, {}, h.now());
        QCOMPARE(h.pass(1s), QStringList());
        h.lose(Kind::PeerClosed);
        QCOMPARE(h.take(), QStringList(">Closed"));
        QCOMPARE(h.status().lastCloseCode, 1000);
        QVERIFY(!std::get<connection::Closed>(*h.status().lastFailure).byPeer);
        QCOMPARE(h.pass(1h), QStringList());
        QVERIFY(!h.connection.nextDeadline());
    }

    void thePeerNeverAnswersOurClose()
    {
        Harness h;
        h.open();
        h.connection.close(ws::CloseCode::Normal, {}, h.now());
        h.take();
        h.clock.advance(4s);
        h.connection.bytesReceived(h.now()); // F17: whatever it sends instead.
        QCOMPARE(h.pass(1s), QStringList({"abort", ">Closed"}));
        QVERIFY(std::holds_alternative<connection::CloseTimedOut>(*h.status().lastFailure));
        QCOMPARE(h.status().lastCloseCode, 1006);
        QCOMPARE(h.status().timeouts, 1u);
    }

    void thePeerNeverClosesTcp_data()
    {
        QTest::addColumn<bool>("byPeer");
        QTest::newRow("F17 behind its answer") << false;
        QTest::newRow("F17 behind its own close") << true;
    }
    void thePeerNeverClosesTcp()
    {
        QFETCH(bool, byPeer);
        Harness h;
        h.open();
        if (!byPeer)
            h.connection.close(ws::CloseCode::Normal, {}, h.now());
        h.connection.closeFrameReceived(1000, "bye", h.now());
        h.take();
        QCOMPARE(h.pass(2s - 1ns), QStringList());
        QCOMPARE(h.pass(1ns), QStringList({"abort", ">Closed"}));
        QCOMPARE(std::get<connection::Closed>(*h.status().lastFailure).byPeer, byPeer);
        QCOMPARE(h.status().lastCloseCode, 1000);
        QCOMPARE(h.status().timeouts, 0u);
    }

    void closedByThePeer_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<State>("then");
        QTest::newRow("1000 done") << 1000 << State::Closed;
        QTest::newRow("1005 no code") << 1005 << State::Closed;
        QTest::newRow("1001 going away") << 1001 << State::WaitingRetry;
        QTest::newRow("1012 restart") << 1012 << State::WaitingRetry;
        QTest::newRow("N28 1008 policy") << 1008 << State::Failed;
        QTest::newRow("4001") << 4001 << State::WaitingRetry;
        QTest::newRow("4002") << 4002 << State::Failed;
        QTest::newRow("4003") << 4003 << State::Failed;
    }
    void closedByThePeer()
    {
        QFETCH(int, code);
        QFETCH(State, then);
        Harness h;
        h.open();
        h.connection.closeFrameReceived(static_cast<quint16>(code), "why", h.now());
        QCOMPARE(h.take(), QStringList(">Closing"));
        h.lose(Kind::PeerClosed);
        QCOMPARE(h.take(), QStringList('>' + tests::nameOf(then)));
        QCOMPARE(h.status().lastCloseCode, code);
        QCOMPARE(h.status().lastCloseReason, "why");
        QVERIFY(std::get<connection::Closed>(*h.status().lastFailure).byPeer);
    }

    void lossWithoutAClose_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("F16 FIN") << Kind::PeerClosed;
        QTest::newRow("N05 RST") << Kind::Reset;
    }
    void lossWithoutAClose()
    {
        QFETCH(Kind, kind);
        Harness h;
        h.open();
        h.lose(kind);
        QCOMPARE(h.take(), QStringList(">WaitingRetry"));
        QCOMPARE(h.status().lastCloseCode, 1006);
        QCOMPARE(h.status().failures, 0u); // It had opened.
        Harness alone(withoutRetry());
        alone.open();
        alone.lose(kind);
        QCOMPARE(alone.take(), QStringList(">Failed"));
    }

    void protocolErrorEndsIt()
    {
        Harness h;
        h.open();
        h.connection.protocolFailed(ws::ProtocolError::InvalidUtf8, h.now());
        QCOMPARE(h.take(), QStringList(">Closing"));
        QCOMPARE(h.pass(5s), QStringList({"abort", ">Failed"})); // The peer took no notice.
        QVERIFY(std::holds_alternative<ws::ProtocolError>(*h.status().lastFailure));
        QCOMPARE(h.status().lastCloseCode, 1007);
    }

    void aSecondCloseAborts()
    {
        Harness h;
        h.open();
        h.connection.close(ws::CloseCode::Normal, {}, h.now());
        h.connection.close(ws::CloseCode::Normal, {}, h.now());
        QCOMPARE(h.take(), QStringList({"close 1000 ", ">Closing", "abort", ">Closed"}));
        QCOMPARE(h.status().lastCloseCode, 1006);
        h.lose();
        QCOMPARE(h.take(), QStringList());
    }

    void closeInEveryState_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("then");
        QTest::newRow("Idle") << State::Idle << "";
        QTest::newRow("Resolving") << State::Resolving << "abort >Closed";
        QTest::newRow("Tls") << State::Tls << "abort >Closed";
        QTest::newRow("Upgrading") << State::Upgrading << "abort >Closed";
        QTest::newRow("Suspect") << State::Suspect << "close 1000  >Closing";
        QTest::newRow("Closing by the peer") << State::Closing << "";
        QTest::newRow("WaitingRetry") << State::WaitingRetry << ">Closed";
        QTest::newRow("Failed") << State::Failed << "";
    }
    void closeInEveryState()
    {
        QFETCH(State, state);
        QFETCH(QString, then);
        Harness h;
        bring(h, state);
        QCOMPARE(h.state(), state);
        h.connection.close(ws::CloseCode::Normal, {}, h.now());
        QCOMPARE(h.take().join(' '), then);
        h.lose(Kind::PeerClosed);
        h.pass(1h);
        QVERIFY(connection::isAtRest(h.state())); // What a person closed stays closed.
        QVERIFY(h.chained);
    }

    void nothingHappensAtRest_data()
    {
        QTest::addColumn<State>("state");
        for (const State state : {State::Idle, State::Closed, State::WaitingRetry, State::Failed})
            QTest::newRow(qPrintable(tests::nameOf(state))) << state;
    }
    void nothingHappensAtRest()
    {
        QFETCH(State, state);
        Harness h;
        bring(h, state);
        // Late news of a transport that is gone.
        h.connection.transportPhase(State::Tls, h.now());
        h.connection.transportConnected({}, h.now());
        h.connection.handshakeAccepted(h.now());
        h.connection.bytesReceived(h.now());
        h.connection.pongReceived("x", h.now());
        h.connection.dataSent(h.now());
        h.connection.closeFrameReceived(1001, {}, h.now());
        h.connection.protocolFailed(ws::ProtocolError::InvalidUtf8, h.now());
        h.connection.handshakeFailed(refusal(404), h.now());
        h.connection.transportEnded({}, h.now());
        h.connection.setReadingPaused(true, h.now());
        h.connection.setReadingPaused(false, h.now());
        QCOMPARE(h.take(), QStringList());
        QCOMPARE(h.state(), state);
    }

    void openWhileClosingOpensAgain()
    {
        Harness h;
        h.open();
        h.connection.close(ws::CloseCode::Normal, {}, h.now());
        h.connection.open(h.now());
        h.take();
        h.lose(Kind::PeerClosed);
        QCOMPARE(h.take(), QStringList({">Resolving", "open"}));
    }

    void openWhileOpenDoesNothing()
    {
        Harness h;
        h.open();
        h.connection.open(h.now());
        QCOMPARE(h.take(), QStringList());
    }

private:
    static void bring(Harness &h, State state)
    {
        if (state == State::Idle)
            return;
        h.connection.open(h.now());
        if (state == State::Resolving || state == State::Tls) {
            h.connection.transportPhase(state, h.now());
        } else if (state == State::Upgrading) {
            h.connectTransport();
        } else if (state == State::WaitingRetry || state == State::Failed) {
            h.lose(state == State::Failed ? Kind::CertificateRejected : Kind::Refused);
        } else {
            h.accept();
            if (state == State::Suspect)
                h.pass(36s);
            if (state == State::Closing || state == State::Closed)
                h.connection.closeFrameReceived(1000, {}, h.now());
            if (state == State::Closed)
                h.lose(Kind::PeerClosed);
        }
        h.take();
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
