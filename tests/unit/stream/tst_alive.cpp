// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/server/feedserverthread.h"
#include "core/stream/engine.h"

#include <QTest>

using namespace std::chrono_literals;
using connection::BeatKind;
using connection::Network;

//! Heartbeats made of messages, and the network's word, through the threads of a real connection.
class TestAlive : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    server::FeedServerThread m_server;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;

    [[nodiscard]] const stream::Tick &tick() const { return m_handle->tick(); }

    void open(const connection::HeartbeatSettings &heartbeat)
    {
        m_engine = std::make_unique<stream::Engine>(stream::EngineSettings(), m_clock);
        m_handle = &m_engine->addConnection();
        settings::Profile profile;
        profile.url = m_server.url("/echo");
        profile.policy.heartbeat = heartbeat;
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(tick().status.state), 10'000);
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start("127.0.0.1", 0).hasValue()); }
    void cleanup()
    {
        m_engine.reset();
        m_handle = nullptr;
    }

    // The echo answers with what was sent: with the nonce in it that is an answer.
    void beatsAreRowsAndNoBusiness()
    {
        open({.kind = BeatKind::Message,
            .message = R"({"type":"pong","value":7,"n":"${nonce}"})",
            .match = {.field = "n", .value = "${nonce}"}});
        m_handle->pingNow();
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.heartbeat.answered, quint64(1), 10'000);
        m_handle->send(ws::Opcode::Text, R"({"value":8})");
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(1), 10'000);
        QCOMPARE(tick().metrics.messagesOut, quint64(1));
        QCOMPARE(tick().metrics.controlIn, quint64(1));
        QCOMPARE(tick().metrics.controlOut, quint64(1));
        int rows = 0, beats = 0;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq) {
            if (const auto row = m_handle->rows().recentRow(seq); row && row->kind == capture::Kind::Text) {
                ++rows;
                beats += row->isHeartbeat ? 1 : 0;
            }
        }
        QCOMPARE(rows, 4); // All are seen.
        QCOMPARE(beats, 2); // And told apart.
        QVERIFY(tick().status.heartbeat.lastRtt.has_value());
    }

    void aQuestionIsAnswered()
    {
        open({.kind = BeatKind::Reply, .message = R"({"answer":${value}})", .match = {.field = "ask", .value = {}}});
        m_handle->send(ws::Opcode::Text, R"({"ask":12345678901})"); // The echo makes it the peer's question.
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.heartbeat.requests, quint64(1), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(
            tick().metrics.messagesIn, quint64(1), 10'000); // The echo of our answer, which is business again.
        QCOMPARE(tick().metrics.messagesOut, quint64(1));
        bool answered = false;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq) {
            const auto row = m_handle->rows().recentRow(seq);
            answered = answered
                || (row && row->direction == capture::Direction::Out && row->preview == R"({"answer":12345678901})");
        }
        QVERIFY(answered);
    }

    void aPeerOnThisMachineNeedsNoNetwork()
    {
        open({});
        m_engine->setNetwork(Network::Offline);
        m_handle->pingNow();
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.heartbeat.answered, quint64(1), 10'000);
        QCOMPARE(tick().status.network, Network::Unknown);
    }

    void aPolicyHoldsFromNowOn()
    {
        open({});
        connection::Policy policy = m_handle->profile().policy;
        policy.heartbeat.enabled = false;
        m_handle->setPolicy(policy);
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.heartbeat.nextBeat.count(), 0, 10'000);
        QVERIFY(m_handle->profile().policy == policy);
        m_handle->setHidden(true);
        policy.heartbeat.enabled = true;
        m_handle->setPolicy(policy);
        QTRY_VERIFY_WITH_TIMEOUT(tick().status.heartbeat.rule.branch == connection::BeatBranch::Hidden, 10'000);
    }
};

QTEST_GUILESS_MAIN(TestAlive)
#include "tst_alive.moc"
