// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/lifecycle.h"

#include <QTest>

using connection::State;
using metrics::CloseEntry;
using metrics::LifeCycle;
using metrics::StateNote;
using metrics::TcpEnd;

class TestLifeCycle : public QObject
{
    Q_OBJECT
private:
    static constexpr qint64 ms = 1'000'000;
    static constexpr qint64 start = 1'700'000'000'000 * ms;

    //! A life told step by step, each \a after so many milliseconds.
    struct Told
    {
        LifeCycle life;
        State state = State::Idle;
        qint64 now = start;
        quint64 seq = 0;

        Told &to(State next, qint64 after = 0, StateNote note = {})
        {
            now += after * ms;
            note.from = state;
            note.to = next;
            life.changed(note, ++seq, now);
            state = next;
            return *this;
        }
        Told &open(qint64 each = 10)
        {
            return to(State::Resolving).to(State::Connecting, each).to(State::Upgrading, each).to(State::Open, each);
        }
    };

private slots:
    void nothingYet()
    {
        const LifeCycle life;
        QVERIFY(!life.availability());
        QCOMPARE(life.uptimeNs(), qint64(0));
        QCOMPARE(life.reconnects(), quint64(0));
    }
    void phasesOfAnOpening()
    {
        Told told;
        told.to(State::Resolving).to(State::Connecting, 3).to(State::Tls, 20).to(State::Upgrading, 40).to(State::Open, 7);
        QCOMPARE(told.life.attempts, quint64(1));
        QCOMPARE(told.life.opens, quint64(1));
        QCOMPARE(*told.life.connectTime.max(), 70 * ms);
        const qint64 expected[] = {3 * ms, 20 * ms, -1, 40 * ms, 7 * ms}; // No proxy.
        for (std::size_t phase = 0; phase < LifeCycle::phases; ++phase)
            QCOMPARE(told.life.phaseTime[phase].max().value_or(-1), expected[phase]);
    }
    // A login or a redirect is another round of the same attempt.
    void roundsOfOneAttempt()
    {
        Told told;
        told.to(State::Resolving).to(State::Upgrading, 5).to(State::Resolving, 10).to(State::Upgrading, 5);
        told.to(State::Open, 10);
        QCOMPARE(told.life.attempts, quint64(1));
        QCOMPARE(*told.life.phaseTime[0].max(), 10 * ms);
        QCOMPARE(*told.life.phaseTime[4].max(), 20 * ms);
        QCOMPARE(*told.life.connectTime.max(), 30 * ms);
    }
    void aFailedAttemptIsASample()
    {
        Told told;
        told.to(State::Resolving).to(State::Connecting, 5).to(State::WaitingRetry, 15, {.cause = "refused"});
        told.to(State::Resolving, 1000).to(State::Failed, 10'000, {.cause = "open timed out"});
        QCOMPARE(told.life.attempts, quint64(2));
        QCOMPARE(told.life.failures, quint64(2));
        QCOMPARE(told.life.timeouts, quint64(1));
        QCOMPARE(told.life.failuresByCause.at("refused").count, quint64(1));
        QCOMPARE(*told.life.failuresByCause.at("refused").time.max(), 20 * ms);
        QCOMPARE(told.life.failureTime.count(), quint64(2));
        QVERIFY(told.life.closes.empty());
    }
    void endedByHandIsNoFailure()
    {
        Told told;
        told.to(State::Resolving).to(State::Closed, 5, {.cause = "refused"}); // Of the attempt before.
        QCOMPARE(told.life.failures, quint64(0));
        QCOMPARE(told.life.cancelled, quint64(1));
    }
    void closedByThePeer()
    {
        Told told;
        told.open();
        told.life.messageReceived(told.now + 40 * ms, 900);
        told.life.frameReceived(told.now + 40 * ms);
        told.life.closeFrame(true, {.code = 1001, .reason = QStringLiteral("bye")}, told.now + 100 * ms);
        told.life.closeFrame(false, {.code = 1001, .reason = {}}, told.now + 101 * ms);
        told.to(State::Closing, 100).to(State::WaitingRetry, 10,
            {.cause = "closed", .code = 1001, .reason = QStringLiteral("bye"), .tcp = TcpEnd::PeerFin});
        QCOMPARE(told.life.closes.size(), std::size_t(1));
        const CloseEntry &close = told.life.closes.front();
        QCOMPARE(close.sessionNs, 110 * ms);
        QCOMPARE(close.silentNs, 70 * ms);
        QCOMPARE(close.idleNs, 60 * ms); // Until the close frame.
        QCOMPARE(close.by, CloseEntry::By::Peer);
        QCOMPARE(close.tcp, TcpEnd::PeerFin);
        QCOMPARE(close.received->reason, QStringLiteral("bye"));
        QCOMPARE(close.lastMessageBytes, qint64(900));
        QVERIFY(close.isClean());
        QCOMPARE(*told.life.firstMessageTime.max(), 40 * ms);
        QCOMPARE(*told.life.sessionTime.max(), 110 * ms);
        QCOMPARE(told.life.endsByCause.at("closed"), quint64(1));
    }
    void lostWithoutACloseFrame()
    {
        Told told;
        told.open().to(State::Suspect, 30'000).to(State::Closing, 5'000).to(State::WaitingRetry, 0, {.cause = "heartbeat"});
        const CloseEntry &close = told.life.closes.front();
        QVERIFY(!close.isClean() && close.hadSuspicion);
        QCOMPARE(close.by, CloseEntry::By::Nobody);
        QCOMPARE(told.life.suspicions, quint64(1));
        QCOMPARE(told.life.timeouts, quint64(1));
    }
    void timeInEachState()
    {
        Told told;
        told.to(State::Resolving, 1000).to(State::Open, 100).to(State::Established, 30'000).to(State::WaitingRetry, 5'000);
        told.to(State::Resolving, 800).to(State::Open, 100).to(State::Closed, 4'000);
        told.life.reached(told.now + 9'000 * ms);
        QCOMPARE(told.life.timeIn(State::Idle), qint64(0)); // Nobody knows since when.
        QCOMPARE(told.life.timeIn(State::Resolving), 200 * ms);
        QCOMPARE(told.life.timeIn(State::Closed), 9'000 * ms); // It lasts.
        QCOMPARE(told.life.uptimeNs(), 39'000 * ms);
        QCOMPARE(*told.life.availability(), 39.0 / 40.0); // Closed by hand does not count.
        QCOMPARE(told.life.reconnects(), quint64(1));
    }
    void gapsHaveALength()
    {
        Told told;
        told.open().to(State::WaitingRetry, 100, {.cause = "reset"});
        told.life.gap({.reason = "reset"}, ++told.seq, told.now);
        told.to(State::Resolving, 900).to(State::Open, 100);
        QCOMPARE(told.life.gapList.front().lengthNs, 1000 * ms);
        told.life.gap({.reason = "ids missing", .missing = 17}, ++told.seq, told.now);
        QCOMPARE(told.life.gapList.back().lengthNs, qint64(0));
        QCOMPARE(told.life.gaps, quint64(2));
        QCOMPARE(told.life.missing, quint64(17));
    }
    void bounded()
    {
        Told told;
        for (int i = 0; i < 1000; ++i) {
            told.to(State::Resolving, 1).to(State::WaitingRetry, 1, {.cause = "cause " + QByteArray::number(i)});
            told.to(State::Resolving, 1).to(State::Open, 1).to(State::WaitingRetry, 1, {.cause = "reset"});
            told.life.gap({.reason = "reset"}, ++told.seq, told.now);
        }
        QCOMPARE(told.life.failures, quint64(1000));
        QVERIFY(told.life.failuresByCause.size() <= LifeCycle::mostCauses + 1);
        QCOMPARE(told.life.closes.size(), LifeCycle::mostEntries);
        QCOMPARE(told.life.history.size(), LifeCycle::mostEntries);
        QCOMPARE(told.life.gapList.size(), LifeCycle::mostEntries);
        QCOMPARE(told.life.closes.back().seq + 1, told.seq);
    }
    // A capture whose first rows were evicted.
    void beginsInTheMiddle()
    {
        Told told;
        told.state = State::Established;
        told.to(State::Closing, 5).to(State::Closed, 5, {.cause = "closed", .code = 1000});
        QCOMPARE(told.life.closes.size(), std::size_t(1));
        QVERIFY(told.life.sessionTime.isEmpty());
        told.state = State::Tls;
        told.to(State::Upgrading, 5);
        QCOMPARE(told.life.attempts, quint64(0));
    }
};

QTEST_GUILESS_MAIN(TestLifeCycle)
#include "tst_lifecycle.moc"
