// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/clientwatch.h"

#include <QTest>

using namespace std::chrono_literals;
using server::ClientWatch;
using server::GuardLimits;
using Action = server::ClientWatch::Action;

namespace {

//! Moves from deadline to deadline until \a until, as the server does, and notes what was due when.
QList<std::pair<int, Action>> lived(ClientWatch &watch, base::Nanoseconds until, bool answersPings,
    base::Nanoseconds speaksEach = 0s)
{
    QList<std::pair<int, Action>> out;
    base::Nanoseconds speaksAt = speaksEach;
    for (auto next = watch.nextDeadline(); next && *next <= until; next = watch.nextDeadline()) {
        while (speaksEach > 0s && speaksAt < *next) {
            watch.heard(speaksAt);
            speaksAt += speaksEach;
        }
        const Action action = watch.advance(*next);
        if (action == Action::Ping && answersPings)
            watch.ponged(*next);
        if (action != Action::None)
            out += {static_cast<int>(*next / 1s), action};
        if (action != Action::None && action != Action::Ping)
            break;
    }
    return out;
}

} // namespace

class TestClientWatch : public QObject
{
    Q_OBJECT
private slots:
    void heartbeatEvery30sAndLostBehind60s()
    {
        const GuardLimits limits = GuardLimits::guide();
        ClientWatch watch(limits, 0s);
        watch.opened(0s);
        const auto events = lived(watch, 1h, false, 10s);
        const QList<std::pair<int, Action>> expected{
            {30, Action::Ping}, {60, Action::Ping}, {90, Action::Lost}}; // 60 s are not yet *older than* 60 s.
        QCOMPARE(events, expected);
    }
    void pongsKeepItAlive()
    {
        const GuardLimits limits = GuardLimits::guide();
        ClientWatch watch(limits, 0s);
        watch.opened(0s);
        const auto events = lived(watch, 1h, true, 10s);
        QCOMPARE(events.size(), 120);
        QCOMPARE(events.last().second, Action::Ping);
    }
    void idleBehindFiveMinutesLookedAtEachMinute()
    {
        const GuardLimits limits = GuardLimits::guide();
        ClientWatch watch(limits, 0s);
        watch.opened(0s);
        watch.heard(20s);
        const auto events = lived(watch, 1h, true);
        QCOMPARE(events.last(), (std::pair<int, Action>{360, Action::Idle})); // 320 s, and the look behind it.
    }
    void aListenerIsNotIdleWhileItIsTold()
    {
        const GuardLimits limits = GuardLimits::guide();
        for (const bool listens : {false, true}) {
            ClientWatch watch(limits, 0s);
            watch.opened(0s);
            watch.setListener(listens);
            Action last = Action::None;
            for (base::Nanoseconds at = 30s; at <= 20min && last != Action::Idle; at += 30s) {
                watch.told(at);
                watch.ponged(at);
                last = watch.advance(at);
            }
            QCOMPARE(last == Action::Idle, !listens);
        }
    }
    void thePoolLetsGoOfWhatNobodyUses()
    {
        GuardLimits limits = GuardLimits::guide();
        limits.quietDeadline = 0s;
        ClientWatch watch(limits, 0s);
        watch.opened(0s);
        QCOMPARE(lived(watch, 1h, true).last(), (std::pair<int, Action>{660, Action::Idle}));
    }
    void silenceIsAskedThenCutOff()
    {
        const GuardLimits limits;
        ClientWatch watch(limits, 0s);
        watch.opened(0s);
        const QList<std::pair<int, Action>> expected{{60, Action::Ping}, {120, Action::CutOff}};
        QCOMPARE(lived(watch, 1h, false), expected);
    }
    void offWatchesNothing()
    {
        const GuardLimits limits = GuardLimits::off();
        ClientWatch watch(limits, 0s);
        watch.opened(0s);
        QVERIFY(!watch.nextDeadline());
        QCOMPARE(watch.advance(1000h), Action::None);
    }
};

QTEST_GUILESS_MAIN(TestClientWatch)
#include "tst_clientwatch.moc"
