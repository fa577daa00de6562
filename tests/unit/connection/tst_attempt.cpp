// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/attempt.h"
#include "tests/support/manualclock.h"

#include <QTest>

using connection::AttemptRecorder;
using connection::OpenPhase;
using namespace std::chrono_literals;

class TestAttempt : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_clock = tests::ManualClock();
        m_recorder = AttemptRecorder();
    }

    void nothingBeforeTheFirst()
    {
        m_recorder.phase(OpenPhase::Resolving, m_clock.now());
        m_recorder.answerBegan(m_clock.now());
        m_recorder.accepted({}, m_clock.now());
        m_recorder.closeSent(1000, {}, m_clock.now());
        m_recorder.transportEnded(net::TransportError::Kind::Reset, m_clock.now());
        QVERIFY(!m_recorder.facts());
    }

    void phasesFollowEachOther()
    {
        open();
        const auto facts = m_recorder.facts();
        QCOMPARE(facts->phases.size(), std::size_t(5));
        const std::array expected{
            OpenPhase::Resolving, OpenPhase::Connecting, OpenPhase::Tls, OpenPhase::Request, OpenPhase::Answer};
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(facts->phases[i].phase, expected[i]);
            QCOMPARE(facts->phases[i].end - facts->phases[i].begin, base::Nanoseconds(10ms));
            QCOMPARE(facts->phases[i].begin, facts->startedAt.steady + 10ms * i);
        }
        QCOMPARE(facts->openedAt->steady - facts->startedAt.steady, base::Nanoseconds(50ms));
        QCOMPARE(facts->requestHead, "GET / HTTP/1.1\r\n\r\n");
        QCOMPARE(facts->responseHead, "HTTP/1.1 101 Fine\r\n\r\n");
        QCOMPARE(facts->subprotocol, "chat");
        QVERIFY(facts->deflate.enabled);
    }

    void aPhaseIsNamedOnce()
    {
        m_recorder.begin({}, false, m_clock.now());
        m_recorder.phase(OpenPhase::Connecting, m_clock.now());
        m_clock.advance(5ms);
        m_recorder.phase(OpenPhase::Connecting, m_clock.now()); // The next address of a race.
        QCOMPARE(m_recorder.facts()->phases.size(), std::size_t(1));
    }

    void readersKeepWhatTheyHave()
    {
        m_recorder.begin("one", false, m_clock.now());
        const auto before = m_recorder.facts();
        m_recorder.phase(OpenPhase::Resolving, m_clock.now());
        QVERIFY(before->phases.empty());
        QCOMPARE(m_recorder.facts()->phases.size(), std::size_t(1));
        m_recorder.begin("two", true, m_clock.now());
        QCOMPARE(before->requestHead, "one");
        QCOMPARE(m_recorder.facts()->number, 2);
        QVERIFY(m_recorder.facts()->phases.empty());
    }

    void theHttpStepIsPartOfTheAttempt()
    {
        const base::Instant began = m_clock.now();
        m_recorder.stepBegan(began);
        m_clock.advance(2s);
        m_recorder.begin({}, false, m_clock.now());
        m_recorder.phase(OpenPhase::Resolving, m_clock.now());
        const auto facts = m_recorder.facts();
        QCOMPARE(facts->startedAt.steady, began.steady);
        QCOMPARE(facts->phases.size(), std::size_t(2));
        QCOMPARE(facts->phases[0].phase, OpenPhase::HttpStep);
        QCOMPARE(facts->phases[0].end - facts->phases[0].begin, base::Nanoseconds(2s));
        m_recorder.begin({}, false, m_clock.now()); // A further round of the same attempt: a redirect.
        QVERIFY(m_recorder.facts()->phases.empty());
    }

    void aRefusalKeepsHeadAndBody()
    {
        m_recorder.begin({}, true, m_clock.now());
        m_recorder.phase(OpenPhase::Request, m_clock.now());
        m_clock.advance(3ms);
        m_recorder.refused("HTTP/1.1 403 No\r\n\r\n", "because", m_clock.now());
        QCOMPARE(m_recorder.facts()->refusedBody, "because");
        QCOMPARE(m_recorder.facts()->phases.back().end, m_clock.now().steady);
        QVERIFY(!m_recorder.facts()->openedAt);
        QVERIFY(!m_recorder.facts()->isClean());
    }

    void cleanNeedsBothCloseFramesAndTheEnd()
    {
        open();
        m_recorder.closeSent(1000, QStringLiteral("Client closing"), m_clock.now());
        QVERIFY(!m_recorder.facts()->isClean());
        m_clock.advance(1ms);
        m_recorder.closeReceived(1000, {}, m_clock.now());
        m_recorder.closeReceived(1002, QStringLiteral("later ones say nothing"), m_clock.now());
        QVERIFY(!m_recorder.facts()->isClean());
        m_clock.advance(1ms);
        m_recorder.transportEnded(net::TransportError::Kind::PeerClosed, m_clock.now());
        m_recorder.transportEnded(net::TransportError::Kind::Reset, m_clock.now());
        const auto facts = m_recorder.facts();
        QVERIFY(facts->isClean());
        QCOMPARE(facts->closeReceived->code, 1000);
        QCOMPARE(facts->tcpEnd, net::TransportError::Kind::PeerClosed);
        QCOMPARE(facts->tcpClosedAt->steady - facts->closeSent->at.steady, base::Nanoseconds(2ms));
    }

    void aLossIsNotClean()
    {
        open();
        m_recorder.transportEnded(net::TransportError::Kind::Reset, m_clock.now());
        QVERIFY(!m_recorder.facts()->isClean());
    }

private:
    void open()
    {
        m_recorder.begin("GET / HTTP/1.1\r\n\r\n", true, m_clock.now());
        for (const OpenPhase phase :
            {OpenPhase::Resolving, OpenPhase::Connecting, OpenPhase::Tls, OpenPhase::Request}) {
            m_recorder.phase(phase, m_clock.now());
            m_clock.advance(10ms);
        }
        m_recorder.answerBegan(m_clock.now());
        m_recorder.answerBegan(m_clock.now());
        m_clock.advance(10ms);
        m_recorder.accepted(
            {.subprotocol = "chat", .deflate = {.enabled = true}, .head = "HTTP/1.1 101 Fine\r\n\r\n", .rest = {}},
            m_clock.now());
    }

    tests::ManualClock m_clock;
    AttemptRecorder m_recorder;
};

QTEST_GUILESS_MAIN(TestAttempt)
#include "tst_attempt.moc"
