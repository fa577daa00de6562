// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/presets.h"
#include "core/connection/retrytable.h"
#include "tests/unit/connection/harness.h"

#include <QTest>

using connection::Network;
using connection::ReadyState;
using connection::State;
using tests::Harness;
using namespace std::chrono_literals;

//! The network goes and comes; which ends are tried again; the W3C's view; the states of a run.
class TestNetwork : public QObject
{
    Q_OBJECT
private slots:
    void N24_offlineIsPausedAndStillTried()
    {
        Harness h;
        h.open();
        h.connection.setNetwork(Network::Offline, h.now());
        QCOMPARE(h.pass(10min), QStringList{">Established"}); // No beat, no loss.
        h.lose();
        QCOMPARE(h.state(), State::Paused);
        h.take();
        QCOMPARE(h.pass(29s), QStringList());
        QCOMPARE(h.pass(1s), (QStringList{">Resolving", "open"}));
        h.lose(net::TransportError::Kind::Unreachable);
        QCOMPARE(h.state(), State::Paused);
        QVERIFY(h.pass(1h).size() > 100);
        QVERIFY(h.state() == State::Paused || connection::isOpening(h.state())); // It never gives up.
    }

    // A cable between two machines: no way out, so the system says offline, and the peer answers.
    void N24_aPeerThatIsHeardWithoutANetwork()
    {
        Harness h;
        h.connection.setNetwork(Network::Offline, h.now());
        h.clock.advance(1s);
        h.open();
        h.connection.bytesReceived(h.now());
        QCOMPARE(h.status().network, Network::NotNeeded);
        QCOMPARE(h.pass(29s), QStringList());
        QVERIFY(h.pass(2s).contains("ping")); // Its heartbeat goes on,
        h.connection.setNetwork(Network::Offline, h.now());
        QCOMPARE(h.status().network, Network::NotNeeded);
        h.lose();
        QCOMPARE(h.state(), State::WaitingRetry); // and so do quick attempts.
        h.take();
        h.connection.setNetwork(Network::Online, h.now());
        QCOMPARE(h.take(), (QStringList{">Resolving", "open"}));
    }

    void N24_whatWasOnItsWayProvesNothing()
    {
        Harness h;
        h.open();
        h.clock.advance(1s);
        h.connection.setNetwork(Network::Offline, h.now());
        h.clock.advance(4s);
        h.connection.bytesReceived(h.now());
        QCOMPARE(h.status().network, Network::Offline);
        h.clock.advance(1s);
        h.connection.bytesReceived(h.now());
        QCOMPARE(h.status().network, Network::NotNeeded);
    }

    void whileWaitingItPauses()
    {
        Harness h;
        h.open();
        h.lose();
        QCOMPARE(h.state(), State::WaitingRetry);
        h.connection.setNetwork(Network::Offline, h.now());
        QCOMPARE(h.state(), State::Paused);
        QVERIFY(h.status().retryAt == h.now().steady + 30s);
    }

    void N23_backAtOnce()
    {
        Harness h;
        h.open();
        h.connection.setNetwork(Network::Offline, h.now());
        h.lose();
        h.take();
        h.connection.setNetwork(Network::Online, h.now());
        QCOMPARE(h.take(), (QStringList{">Resolving", "open"}));
    }

    void N23_anOpenConnectionIsProbedWhenTheNetworkIsBack()
    {
        Harness h;
        h.open();
        h.connection.setNetwork(Network::Offline, h.now());
        h.pass(20s);
        h.connection.setNetwork(Network::Online, h.now());
        QCOMPARE(h.take(), (QStringList{">Suspect", "ping"}));
        h.pong();
        QCOMPARE(h.state(), State::Open);
    }

    void networkUpStartsAgainAfterTheLimit()
    {
        connection::Policy policy;
        policy.backoff.maxReconnectAttempts = 1;
        Harness h(policy);
        h.connection.open(h.now());
        while (h.state() != State::Failed) {
            h.clock.advance(60s);
            h.connection.advance(h.now());
            if (connection::isOpening(h.state()))
                h.lose(net::TransportError::Kind::Unreachable);
        }
        h.take();
        QVERIFY(h.status().gaveUp);
        h.connection.setNetwork(Network::Offline, h.now());
        QCOMPARE(h.state(), State::Failed);
        h.connection.setNetwork(Network::Online, h.now());
        QCOMPARE(h.take(), (QStringList{">Resolving", "open"}));
        QVERIFY(!h.status().gaveUp);
    }

    void closeAndReconnectNowWhilePaused()
    {
        for (const bool close : {true, false}) {
            Harness h;
            h.open();
            h.connection.setNetwork(Network::Offline, h.now());
            h.lose();
            h.clock.advance(5s);
            if (close)
                h.connection.close(ws::CloseCode::Normal, {}, h.now());
            else
                h.connection.open(h.now());
            QCOMPARE(h.state(), close ? State::Closed : State::Resolving);
        }
    }

    void tableText()
    {
        const connection::RetryTable table;
        QCOMPARE(connection::toText(table.closeCodes), "1001, 1006, 1011-1014, 3000-4999");
        QCOMPARE(connection::codeRanges(connection::toText(table.closeCodes)).value(), table.closeCodes);
        QCOMPARE(
            connection::codeRanges(" 1001;1002-1003 ").value(), (connection::CodeRanges{{1001, 1001}, {1002, 1003}}));
        QVERIFY(connection::codeRanges("").value().empty());
        for (const char *bad : {"a", "1-", "-1", "5-3", "70000", "1--2", "1.5"})
            QVERIFY2(!connection::codeRanges(QString::fromLatin1(bad)), bad);
    }

    void theTableDecides()
    {
        connection::Policy policy;
        policy.retry.closeCodes = {{1000, 1000}, {4000, 4999}};
        for (const auto &[code, retries] : std::vector<std::pair<quint16, bool>>{
                 {1000, true}, {1001, false}, {4002, false}, {4003, false}, {4004, true}}) {
            Harness h(policy);
            h.open();
            h.connection.closeFrameReceived(code, {}, h.now());
            h.lose(net::TransportError::Kind::PeerClosed);
            QCOMPARE(h.state() == State::WaitingRetry, retries);
        }
    }

    void readyState()
    {
        QCOMPARE(connection::readyState(State::Idle), ReadyState::Closed);
        QCOMPARE(connection::readyState(State::Tls), ReadyState::Connecting);
        QCOMPARE(connection::readyState(State::Suspect), ReadyState::Open);
        QCOMPARE(connection::readyState(State::Closing), ReadyState::Closing);
        QCOMPARE(connection::readyState(State::WaitingRetry), ReadyState::Closed);
        QCOMPARE(connection::readyState(State::Paused), ReadyState::Closed);
    }

    void historyHasStatesCodesAndReasons()
    {
        Harness h;
        h.open();
        h.connection.closeFrameReceived(1012, "restart", h.now());
        h.lose(net::TransportError::Kind::PeerClosed);
        const auto &history = *h.status().history;
        QCOMPARE(history.front().to, State::Resolving);
        QCOMPARE(history.back().to, State::WaitingRetry);
        QCOMPARE(history.back().closeCode, 1012);
        QVERIFY(std::get<connection::Closed>(history.back().failure.value()).byPeer);
        QVERIFY(!history.at(history.size() - 2).failure);
    }

    void historyIsBounded()
    {
        connection::History history;
        for (int i = 0; i < 300; ++i)
            history = connection::withTransition(history, {.attempt = i});
        QCOMPARE(history->size(), std::size_t(256));
        QCOMPARE(history->back().attempt, 299);
    }

    void presets()
    {
        for (const auto &preset : connection::reconnectPresets()) {
            const connection::Backoff backoff(preset.backoff);
            if (qstrcmp(preset.id, "iot") == 0)
                QVERIFY(
                    backoff.delayAt(3) == 8s && backoff.delayAt(6) == 60s && preset.backoff.maxReconnectAttempts == 0);
            else
                QVERIFY(backoff.delayAt(4) == 5062500us && backoff.delayAt(9) == 30s);
        }
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
