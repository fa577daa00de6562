// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"
#include "core/server/feedserverthread.h"
#include "core/stream/engine.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using connection::State;
using server::Breakage;

//! The four ways in which a connection ends without a closing handshake, between real sockets, and what becomes of it.
class TestBrokenLinks : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    std::unique_ptr<server::FeedServerThread> m_server;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;
    QList<State> m_states; //!< Each one entered since open().

    const connection::Status &status() const { return m_handle->tick().status; }
    void open(bool reconnect, const QString &path = QStringLiteral("/dashboard"))
    {
        settings::Profile profile;
        profile.url = m_server->url(path);
        profile.sendOnConnect = {"{\"type\":\"subscribe\",\"metric\":\"sales\",\"interval\":50}"};
        profile.policy.reconnect = reconnect;
        profile.policy.heartbeat.interval = 300ms;
        profile.policy.heartbeat.timeout = 300ms;
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(status().state), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_handle->tick().metrics.messagesIn > 0 && status().heartbeat.answered > 0, 20'000);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<server::FeedServerThread>();
        QVERIFY(m_server->start(QStringLiteral("127.0.0.1"), 0).hasValue());
        m_engine = std::make_unique<stream::Engine>(stream::EngineSettings{}, m_clock);
        m_handle = &m_engine->addConnection();
        m_states.clear();
        connect(m_handle, &stream::StreamHandle::tickArrived, this, [this](const stream::Tick &tick) {
            if (m_states.isEmpty() || m_states.back() != tick.status.state)
                m_states.append(tick.status.state);
        });
    }
    void cleanup()
    {
        m_handle->close(ws::CloseCode::Normal, {});
        m_engine.reset();
        m_server.reset();
    }

    void eachWayEndsAsTheGuideSays_data()
    {
        QTest::addColumn<Breakage>("breakage");
        QTest::addColumn<bool>("byHeartbeat");
        QTest::newRow("guide 1: the network is cut, nobody says so") << Breakage::Silent << true;
        QTest::newRow("guide 2: the server crashed, RST") << Breakage::Reset << false;
        QTest::newRow("guide 3: the other side went without a close frame") << Breakage::EndWithoutClose << false;
    }
    void eachWayEndsAsTheGuideSays()
    {
        QFETCH(Breakage, breakage);
        QFETCH(bool, byHeartbeat);
        open(true);
        const quint64 opens = status().opens;
        m_server->breakLinks(breakage);
        QTRY_VERIFY_WITH_TIMEOUT(status().lastCloseCode == 1006, 30'000);
        QVERIFY(status().lastFailure);
        QCOMPARE(std::holds_alternative<connection::HeartbeatLost>(*status().lastFailure), byHeartbeat);
        QTRY_VERIFY_WITH_TIMEOUT(status().opens > opens, 30'000); // It comes back by itself,
        const quint64 messages = m_handle->tick().metrics.messagesIn;
        QTRY_VERIFY_WITH_TIMEOUT(m_handle->tick().metrics.messagesIn > messages, 20'000); // and the feed goes on.
    }

    void withoutReconnectItStaysDown()
    {
        open(false);
        m_server->breakLinks(Breakage::Reset);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isAtRest(status().state), 30'000);
        QCOMPARE(status().lastCloseCode, 1006);
        QCOMPARE(status().opens, quint64(1));
    }

    void noPongWhileDataFlowIsNoLoss()
    {
        open(true);
        const quint64 missed = status().heartbeat.missed;
        m_server->breakLinks(Breakage::NoPong);
        QTRY_VERIFY_WITH_TIMEOUT(status().heartbeat.missed > missed + 1, 30'000);
        QVERIFY(connection::isOpen(status().state));
        QCOMPARE(status().opens, quint64(1));
    }

    void noPongAndNoDataIsLost() // guide 4: no answer in time
    {
        open(true, QStringLiteral("/echo"));
        m_server->breakLinks(Breakage::NoPong);
        QTRY_VERIFY_WITH_TIMEOUT(status().lastCloseCode == 1006, 30'000);
        QVERIFY(std::holds_alternative<connection::HeartbeatLost>(*status().lastFailure));
        QTRY_VERIFY_WITH_TIMEOUT(status().opens == 2, 30'000);
    }

    void ourOwnLinkCanBeHalfOpenToo()
    {
        open(true);
        m_handle->setLinkConditions({.silence = net::LinkConditions::Silence::Both});
        QTRY_VERIFY_WITH_TIMEOUT(status().lastCloseCode == 1006, 30'000);
        QVERIFY(std::holds_alternative<connection::HeartbeatLost>(*status().lastFailure));
        m_handle->setLinkConditions({});
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(status().state), 30'000);
    }

    void withoutANetworkItIsTriedUntilThereIsOne()
    {
        open(true);
        const int attempts = static_cast<int>(status().attempts);
        m_handle->setLinkConditions({.down = true});
        QTRY_VERIFY_WITH_TIMEOUT(static_cast<int>(status().attempts) > attempts + 1, 30'000);
        const auto *error = std::get_if<net::TransportError>(&*status().lastFailure);
        QVERIFY(error);
        QCOMPARE(error->kind, net::TransportError::Kind::Unreachable);
        m_handle->setLinkConditions({});
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(status().state), 60'000);
    }
};

QTEST_GUILESS_MAIN(TestBrokenLinks)
#include "tst_brokenlinks.moc"
