// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/dropverdict.h"

#include <QTest>

using metrics::Certainty;
using metrics::CloseEntry;
using metrics::DropCause;
using metrics::DropSurroundings;
using metrics::TcpEnd;
using By = metrics::CloseEntry::By;

Q_DECLARE_METATYPE(metrics::DropCause)
Q_DECLARE_METATYPE(metrics::Certainty)
Q_DECLARE_METATYPE(std::vector<metrics::CloseEntry>)
Q_DECLARE_METATYPE(metrics::DropSurroundings)

class TestDropVerdict : public QObject
{
    Q_OBJECT
private:
    static constexpr qint64 s = 1'000'000'000;
    static constexpr qint64 end = 1'700'000'000 * s;

    static CloseEntry lost(const char *cause, qint64 age = 1000 * s, qint64 idle = s)
    {
        CloseEntry close;
        close.wallNs = end;
        close.sessionNs = age;
        close.silentNs = close.idleNs = idle;
        close.cause = cause;
        close.code = 1006;
        close.tcp = close.cause == "reset" ? TcpEnd::PeerReset : TcpEnd::PeerFin;
        return close;
    }
    static CloseEntry said(quint16 code, By by = By::Peer, qint64 age = 1000 * s, qint64 idle = s)
    {
        CloseEntry close = lost("closed", age, idle);
        close.code = code;
        close.received = close.sent = metrics::CloseSide{code, {}};
        close.by = by;
        return close;
    }
    static CloseEntry behindLarge(const char *cause, qint64 bytes)
    {
        CloseEntry close = lost(cause);
        close.lastWasSent = true;
        close.lastSentBytes = bytes;
        return close;
    }

private slots:
    void scripted_data()
    {
        QTest::addColumn<std::vector<CloseEntry>>("closes");
        QTest::addColumn<DropSurroundings>("around");
        QTest::addColumn<DropCause>("cause");
        QTest::addColumn<Certainty>("certainty");
        const auto row = [](const char *name, std::vector<CloseEntry> closes, DropCause cause, Certainty certainty,
                             DropSurroundings around = {}) { QTest::newRow(name) << closes << around << cause << certainty; };
        using enum DropCause;
        const auto Yes = Certainty::Certain, Maybe = Certainty::Likely, No = Certainty::Unknown;
        row("we closed", {said(1000, By::Us)}, ClosedByUs, Yes);
        row("the peer had finished", {said(1000)}, ClosedByPeer, Yes);
        row("closed without a code", {said(1005)}, ClosedByPeer, Yes);
        row("going away", {said(1001)}, GoingAway, Yes);
        row("protocol error, says the peer", {said(1002)}, PeerSawProtocolError, Yes);
        row("unsupported data", {said(1003)}, UnsupportedData, Yes);
        row("bad payload", {said(1007)}, BadPayload, Yes);
        row("policy", {said(1008)}, Policy, Yes);
        row("too big", {said(1009)}, MessageTooBig, Yes);
        row("server error", {said(1011)}, ServerError, Yes);
        row("restart", {said(1012)}, ServerRestart, Yes);
        row("overloaded", {said(1013)}, Overloaded, Yes);
        row("bad gateway", {said(1014)}, BadGateway, Yes);
        row("not authorised", {said(4401)}, NotAuthorised, Yes);
        row("the application's code", {said(4242)}, ApplicationCode, Yes);
        row("we saw a protocol error", {lost("protocol error")}, WeSawProtocolError, Yes);
        row("the heartbeat was not answered", {lost("heartbeat")}, PeerSilent, Yes);
        row("offline", {lost("heartbeat")}, NetworkLost, Maybe, {.wentOffline = true});
        row("slept", {lost("reset")}, MachineSlept, Maybe, {.slept = true});
        row("no descriptors left", {lost("local problem")}, LocalProblem, Yes);
        row("our close was not answered", {lost("close timed out")}, CloseTimedOut, Yes);
        row("the token ended", {lost("ended")}, TokenExpired, Maybe, {.tokenUntilNs = end - 2 * s});
        row("the token ended, says the peer", {said(1008)}, TokenExpired, Yes, {.tokenUntilNs = end - 2 * s});
        row("the token ended long ago", {said(1008)}, Policy, Yes, {.tokenUntilNs = end - 60 * s});
        row("reset behind a large message", {behindLarge("reset", 1 << 20)}, TooBigSuspected, Maybe);
        row("reset behind a small one", {behindLarge("reset", 100)}, Reset, No);
        row("reset once", {lost("reset")}, Reset, No);
        row("ended once", {lost("ended")}, EndedWithoutClose, No);
        row("nothing is known", {lost("")}, EndedWithoutClose, No);
        const auto idle = [](qint64 age) { return lost("ended", age, 60 * s); };
        row("idle, four of four", {idle(100 * s), idle(900 * s), idle(300 * s), idle(61 * s)}, IdleTimeout, Yes);
        row("idle, three of three", {idle(900 * s), idle(300 * s), idle(61 * s)}, IdleTimeout, Maybe);
        row("idle, twice", {idle(300 * s), idle(61 * s)}, EndedWithoutClose, No);
        row("idle, three of four", {lost("ended"), idle(900 * s), idle(300 * s), idle(62 * s)}, IdleTimeout, Maybe);
        row("idle, three of five", {lost("ended"), lost("reset"), idle(900 * s), idle(300 * s), idle(62 * s)},
            EndedWithoutClose, No);
        row("idle with a goodbye", {said(1001, By::Peer, 100 * s, 30 * s), said(1001, By::Peer, 90 * s, 30 * s),
            said(1001, By::Peer, 400 * s, 30 * s), said(1001, By::Peer, 50 * s, 30 * s)}, IdleTimeout, Yes);
        const auto old = [](qint64 quiet) { return lost("reset", 7200 * s, quiet); };
        row("age, four of four", {old(s), old(2 * s), old(3 * s), old(9 * s)}, AgeLimit, Yes);
        row("quiet from the beginning", {lost("ended", 60 * s, 60 * s), lost("ended", 60 * s, 60 * s),
            lost("ended", 60 * s, 60 * s), lost("ended", 60 * s, 60 * s)}, IdleOrAge, Maybe);
        // A feed that is never quiet for long: short pauses are alike by chance.
        row("busy", {lost("ended", 10 * s, s), lost("ended", 70 * s, s), lost("ended", 45 * s, s), lost("ended", 99 * s, s)},
            EndedWithoutClose, No);
        row("errors in a row are no timeout", {said(1011, By::Peer, 60 * s), said(1011, By::Peer, 60 * s),
            said(1011, By::Peer, 60 * s), said(1011, By::Peer, 60 * s)}, ServerError, Yes);
    }
    void scripted()
    {
        QFETCH(std::vector<CloseEntry>, closes);
        QFETCH(DropSurroundings, around);
        QFETCH(DropCause, cause);
        QFETCH(Certainty, certainty);
        const auto verdict = metrics::whyDropped(closes, around);
        QCOMPARE(static_cast<int>(verdict.cause), static_cast<int>(cause));
        QCOMPARE(static_cast<int>(verdict.certainty), static_cast<int>(certainty));
        QVERIFY(verdict.certainty != Certainty::Certain || !verdict.evidence.empty() || cause == DropCause::LocalProblem);
    }
};

QTEST_GUILESS_MAIN(TestDropVerdict)
#include "tst_dropverdict.moc"
