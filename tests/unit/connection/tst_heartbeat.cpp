// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/heartbeat.h"

#include <QTest>

#include <cmath>

using connection::Heartbeat;
using Verdict = Heartbeat::Verdict;
using namespace std::chrono_literals;

class TestHeartbeat : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_beat = Heartbeat();
        m_beat.start(0s);
    }

    void pingsWhenTheIntervalIsOver()
    {
        QCOMPARE(at(29999ms), Verdict::Nothing);
        QCOMPARE(due(), 30000);
        QCOMPARE(at(30s), Verdict::SendPing);
        QCOMPARE(at(30s), Verdict::Nothing);
        QVERIFY(m_beat.status().waiting);
        QCOMPARE(m_beat.payload().size(), 16);
        QVERIFY(m_beat.pongReceived(m_beat.payload(), 30250ms));
        QVERIFY(m_beat.status().lastRtt == base::Nanoseconds(250ms));
        QCOMPARE(due(), 60250);
    }

    void measuresOnceAtTheStart()
    {
        m_beat = Heartbeat({.measuresAfter = 1s});
        m_beat.start(0s);
        QCOMPARE(due(), 1000);
        QCOMPARE(at(1100ms), Verdict::SendPing);
        QVERIFY(m_beat.dueAt() == base::Nanoseconds(1s));
        QVERIFY(!m_beat.status().waiting); // Nothing is missing without its answer.
        QCOMPARE(due(), 30000);
        QCOMPARE(at(20s), Verdict::Nothing);
        QVERIFY(m_beat.pongReceived(m_beat.payload(), 20s));
        QVERIFY(m_beat.status().lastRtt == base::Nanoseconds(18900ms));
        QCOMPARE(due(), 30000);
        QCOMPARE(at(31s), Verdict::SendPing);
        QVERIFY(m_beat.dueAt() == base::Nanoseconds(30s));
        m_beat.stop();
        m_beat.start(40s);
        QCOMPARE(due(), 41000);
    }
    void measuresNothingOfItsOwnInMessages()
    {
        m_beat = Heartbeat({.measuresAfter = 1s, .kind = connection::BeatKind::Message});
        m_beat.start(0s);
        QCOMPARE(due(), 30000);
    }

    void rttComesOnlyFromOurNonce()
    {
        QCOMPARE(at(30s), Verdict::SendPing);
        const QByteArray first = m_beat.payload();
        QVERIFY(!m_beat.pongReceived("", 30s)); // F19
        QVERIFY(!m_beat.pongReceived("other", 30s));
        QVERIFY(!m_beat.status().lastRtt);
        QVERIFY(m_beat.status().waiting);
        QVERIFY(m_beat.pongReceived(first, 31s));
        QVERIFY(!m_beat.pongReceived(first, 32s)); // Twice.
        QCOMPARE(m_beat.status().answered, 1u);
        QCOMPARE(at(61s), Verdict::SendPing);
        QVERIFY(m_beat.payload() != first);
        QVERIFY(m_beat.pongReceived(m_beat.payload(), 61100ms));
        QVERIFY(m_beat.status().minRtt == base::Nanoseconds(100ms));
        QVERIFY(m_beat.status().maxRtt == base::Nanoseconds(1s));
        QVERIFY(m_beat.status().totalRtt == base::Nanoseconds(1100ms));
    }

    void silenceIsSuspectThenLost()
    {
        QCOMPARE(at(30s), Verdict::SendPing);
        QCOMPARE(at(34999ms), Verdict::Nothing);
        QCOMPARE(at(35s), Verdict::Suspect);
        QVERIFY(m_beat.isSuspect());
        QCOMPARE(due(), 40000);
        QCOMPARE(at(40s), Verdict::Lost);
        QCOMPARE(m_beat.status().missed, 2u);
        QCOMPARE(due(), -1);
    }

    void anAnswerToTheFirstProbeSavesIt()
    {
        QCOMPARE(at(30s), Verdict::SendPing);
        const QByteArray first = m_beat.payload();
        QCOMPARE(at(35s), Verdict::Suspect);
        QVERIFY(m_beat.pongReceived(first, 37s));
        QVERIFY(!m_beat.isSuspect());
        QVERIFY(m_beat.status().lastRtt == base::Nanoseconds(7s));
        QVERIFY(m_beat.pongReceived(m_beat.payload(), 38s));
        QCOMPARE(due(), 68000);
    }

    void bytesProveLife()
    {
        QCOMPARE(at(30s), Verdict::SendPing);
        QCOMPARE(at(35s), Verdict::Suspect);
        m_beat.bytesReceived(36s);
        QVERIFY(!m_beat.isSuspect());
        QCOMPARE(at(40s), Verdict::Nothing);
        QCOMPARE(due(), 70000);
    }

    void aPeerThatNeverAnswersIsNotTornDown()
    {
        for (int second = 1; second <= 600; ++second) {
            m_beat.bytesReceived(std::chrono::seconds(second));
            const Verdict verdict = at(std::chrono::seconds(second));
            QVERIFY(verdict == Verdict::Nothing || verdict == Verdict::SendPing);
            if (verdict == Verdict::SendPing) // It speaks, but not of our ping.
                m_beat.bytesReceived(std::chrono::seconds(second) + 1ms);
        }
        QVERIFY(m_beat.status().peerNeverAnswers);
        QVERIFY(m_beat.status().missed >= 16);
        m_beat.stop();
        m_beat.start(601s);
        QVERIFY(!m_beat.status().peerNeverAnswers); // A new connection, a new chance.
    }

    void aPeerThatAnsweredOnceIsNotCalledMute()
    {
        QCOMPARE(at(30s), Verdict::SendPing);
        m_beat.pongReceived(m_beat.payload(), 31s);
        QCOMPARE(at(61s), Verdict::SendPing);
        m_beat.bytesReceived(62s);
        QCOMPARE(at(66s), Verdict::Nothing);
        QVERIFY(!m_beat.status().peerNeverAnswers);
        QCOMPARE(m_beat.status().missed, 1u);
    }

    void sentMessagesPostpone()
    {
        m_beat.bytesReceived(20s);
        m_beat.dataSent(20s);
        QCOMPARE(due(), 50000);
        QCOMPARE(at(30s), Verdict::Nothing);
        QCOMPARE(at(50s), Verdict::SendPing);
    }

    void sentMessagesProveNothing()
    {
        // Into a half-open connection goes everything; it is found nevertheless.
        for (int second = 1; second < 30; ++second) {
            m_beat.dataSent(std::chrono::seconds(second));
            QCOMPARE(at(std::chrono::seconds(second)), Verdict::Nothing);
        }
        QCOMPARE(at(30s), Verdict::SendPing);
        m_beat.dataSent(33s);
        QCOMPARE(at(35s), Verdict::Suspect);
        m_beat.dataSent(38s);
        QCOMPARE(at(40s), Verdict::Lost);
    }

    void receivedBytesDoNotPostpone()
    {
        m_beat.bytesReceived(29s);
        QCOMPARE(due(), 30000);
    }

    void pauseStopsTheTimers_data()
    {
        QTest::addColumn<int>("pausedAt");
        QTest::newRow("resting") << 10;
        QTest::newRow("ping out") << 32;
        QTest::newRow("suspect") << 37;
    }
    void pauseStopsTheTimers()
    {
        QFETCH(int, pausedAt);
        for (const auto second : {30s, 35s}) {
            if (second < std::chrono::seconds(pausedAt))
                QVERIFY(at(second) != Verdict::Nothing);
        }
        m_beat.setPaused(true, std::chrono::seconds(pausedAt));
        QCOMPARE(due(), -1);
        QVERIFY(!m_beat.isSuspect());
        QCOMPARE(at(1000s), Verdict::Nothing);
        m_beat.setPaused(false, 1000s);
        QCOMPARE(at(1000s), Verdict::SendPing); // Overdue, once.
        QCOMPARE(at(1000s), Verdict::Nothing);
        QCOMPARE(at(1005s), Verdict::Suspect);
    }

    void pingNow()
    {
        m_beat.pingNow(3s);
        QVERIFY(m_beat.nextDeadline().value() <= 3s);
        QCOMPARE(at(3s), Verdict::SendPing);
        m_beat.pongReceived(m_beat.payload(), 3500ms);
        QCOMPARE(due(), 33500);
    }

    void switchedOff()
    {
        m_beat = Heartbeat({.enabled = false});
        m_beat.start(0s);
        QCOMPARE(due(), -1);
        QCOMPARE(at(1000s), Verdict::Nothing);
        m_beat.doubt(1000s);
        QCOMPARE(at(1000s), Verdict::Nothing);
        m_beat.pingNow(1000s);
        QCOMPARE(at(1000s), Verdict::SendPing);
        QCOMPARE(at(1005s), Verdict::Nothing); // A missing answer means nothing.
        QVERIFY(!m_beat.status().waiting);
    }

    void notRunning()
    {
        m_beat.stop();
        m_beat.pingNow(1s);
        m_beat.doubt(1s);
        m_beat.dataSent(1s);
        m_beat.bytesReceived(1s);
        QCOMPARE(at(1000s), Verdict::Nothing);
        QCOMPARE(due(), -1);
    }

    // N10: an hour at RTT 3 s ± 2 s, a busy and a silent peer, ten seeds.
    void noFalseLossAtALongRtt()
    {
        for (quint64 seed = 1; seed <= 10; ++seed) {
            base::SeededRandom random(seed);
            Heartbeat beat;
            beat.start(0s);
            std::vector<std::pair<base::Nanoseconds, QByteArray>> answers;
            for (base::Nanoseconds now = 0s; now < 1h; now += 100ms) {
                for (auto answer = answers.begin(); answer != answers.end();) {
                    if (answer->first > now) {
                        ++answer;
                        continue;
                    }
                    beat.bytesReceived(now);
                    beat.pongReceived(answer->second, now);
                    answer = answers.erase(answer);
                }
                const Verdict verdict = beat.advance(now, random);
                QVERIFY2(verdict != Verdict::Lost, qPrintable(QString::number(seed)));
                if (verdict != Verdict::Nothing)
                    answers.emplace_back(
                        now + 1s + base::Nanoseconds(std::llround(random.uniform() * 4e9)), beat.payload());
            }
            QVERIFY(beat.status().answered > 90);
        }
    }

private:
    Verdict at(base::Nanoseconds now) { return m_beat.advance(now, m_random); }
    [[nodiscard]] qint64 due() const
    {
        const auto deadline = m_beat.nextDeadline();
        return deadline ? std::chrono::duration_cast<std::chrono::milliseconds>(*deadline).count() : -1;
    }

    Heartbeat m_beat;
    base::SeededRandom m_random{1};
};

QTEST_GUILESS_MAIN(TestHeartbeat)
#include "tst_heartbeat.moc"
