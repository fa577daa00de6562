// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/retryplan.h"

#include "tests/unit/connection/harness.h"

#include <QTest>

using connection::State;
using tests::Harness;
using Kind = net::TransportError::Kind;
using namespace std::chrono_literals;

namespace {

connection::Policy recording() { return {.recording = true}; }

ws::HandshakeError refusal(int status, const QByteArray &retryAfter)
{
    return {.rule = ws::HandshakeRule::StatusNot101,
        .status = status,
        .reason = {},
        .head = {},
        .body = {},
        .retryAfter = retryAfter};
}

} // namespace

//! When a connection tries again, and when it stops.
class TestRetry : public QObject
{
    Q_OBJECT
private slots:
    void firstRetryAfterALoss_data()
    {
        QTest::addColumn<bool>("isRecording");
        QTest::addColumn<int>("seconds");
        QTest::newRow("§7.2.3 watched") << false << 1;
        QTest::newRow("§7.2.3 recording") << true << 5;
    }
    void firstRetryAfterALoss()
    {
        QFETCH(bool, isRecording);
        QFETCH(int, seconds);
        const double range = seconds;
        double lowest = range;
        double highest = 0;
        for (quint64 seed = 1; seed <= 400; ++seed) {
            Harness h({.recording = isRecording}, seed);
            h.open();
            h.lose();
            const double delay = wait(h);
            QVERIFY(delay >= 0.1 && delay < range);
            lowest = std::min(lowest, delay);
            highest = std::max(highest, delay);
        }
        QVERIFY(lowest < 0.1 + range * 0.02 && highest > range * 0.98);
    }

    void withoutJitterTheDelaysAreTheGuides()
    {
        Harness h({.backoff = {.jitter = false}});
        h.connection.open(h.now());
        for (const double expected : {1.0, 1.5, 2.25, 3.375, 5.0625}) {
            h.lose(Kind::Refused);
            QCOMPARE(wait(h), expected);
            QVERIFY(h.pass(h.status().retryAt - h.now().steady).endsWith("open"));
        }
        QCOMPARE(h.status().attempt, 6);
        QCOMPARE(h.status().attempts, 6u);
        QCOMPARE(h.status().failures, 5u);
    }

    void onlyAStableOpenClearsTheStep()
    {
        Harness h({.backoff = {.jitter = false}});
        h.open();
        h.lose();
        QCOMPARE(wait(h), 1.0);
        h.pass(1s);
        h.accept();
        h.pass(29s);
        h.lose();
        QCOMPARE(wait(h), 1.5); // 29 s were not enough.
        h.pass(1500ms);
        h.accept();
        h.pass(30s);
        QCOMPARE(h.state(), State::Established);
        h.lose();
        QCOMPARE(wait(h), 1.0);
    }

    void attemptsCountFromTheLastOpen()
    {
        Harness h;
        h.connection.open(h.now());
        QCOMPARE(h.status().attempt, 1);
        h.lose(Kind::Refused);
        h.pass(1s);
        QCOMPARE(h.status().attempt, 2);
        h.accept();
        h.lose();
        h.pass(2s);
        QCOMPARE(h.status().attempt, 1);
    }

    void stopsAtTheLimitWhileWatched()
    {
        Harness h;
        int attempts = 0;
        const base::Nanoseconds begin = h.now().steady;
        h.connection.open(h.now());
        while (h.state() != State::Failed && attempts < 1000) {
            ++attempts;
            h.lose(Kind::Refused);
            h.pass(h.state() == State::WaitingRetry ? h.status().retryAt - h.now().steady : 0ns);
        }
        QVERIFY(attempts >= 10);
        QVERIFY(h.now().steady - begin >= 120s); // Never before two minutes of trying.
        QVERIFY(h.now().steady - begin < 160s);
        QCOMPARE(h.pass(24h), QStringList());

        h.connection.open(h.now()); // The button starts again.
        QCOMPARE(h.take(), QStringList({">Resolving", "open"}));
        QCOMPARE(h.status().attempt, 1);
        h.lose(Kind::Refused);
        QCOMPARE(h.state(), State::WaitingRetry);
        QVERIFY(wait(h) <= 1.0);
    }

    void longFailuresCountToTheLimitToo()
    {
        // Ten attempts of 10 s each: the tenth ends behind 100 s, the limit holds from the first failure behind 120 s.
        Harness h({.backoff = {.reconnectInterval = 100ms, .reconnectDecay = 1}});
        h.connection.open(h.now());
        h.pass(200s);
        QCOMPARE(h.state(), State::Failed);
        QCOMPARE(h.status().attempts, 12u);
    }

    void noLimit()
    {
        Harness h({.backoff = {.maxReconnectAttempts = 0}});
        failFor(h, 2h);
        QCOMPARE(h.state(), State::WaitingRetry);
    }

    void recordingGoesOnOnceAMinute()
    {
        Harness h(recording());
        failFor(h, 200s);
        const quint64 before = h.status().attempts;
        QCOMPARE(wait(h) <= 60.0, true);
        failFor(h, 1h);
        QVERIFY(h.status().attempts - before >= 59 && h.status().attempts - before <= 61);
        h.pass(h.status().retryAt - h.now().steady);
        h.accept();
        h.pass(30s);
        h.lose();
        QVERIFY(wait(h) < 5.0); // An open connection starts it all anew.
    }

    void reconnectNow()
    {
        Harness h({.backoff = {.jitter = false}});
        h.connection.open(h.now());
        for (int i = 0; i < 5; ++i) {
            h.lose(Kind::Refused);
            if (i < 4)
                h.pass(h.status().retryAt - h.now().steady);
        }
        h.take();
        h.clock.advance(500ms);
        h.connection.open(h.now());
        QCOMPARE(h.take(), QStringList()); // At most once a second.
        QCOMPARE(wait(h), 0.5);
        QCOMPARE(h.pass(500ms), QStringList({">Resolving", "open"}));
        h.lose(Kind::Refused);
        h.take();
        h.clock.advance(2s);
        h.connection.open(h.now());
        QCOMPARE(h.take(), QStringList({">Resolving", "open"}));
    }

    void retryAfterIsHonoured_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<double>("delay");
        QTest::newRow("H22 429") << 429 << QByteArray("30") << 30.0;
        QTest::newRow("H22 503") << 503 << QByteArray("30") << 30.0;
        QTest::newRow("H22 not for 502") << 502 << QByteArray("30") << 1.0;
        QTest::newRow("H22 at least the back-off") << 503 << QByteArray("0") << 1.0;
        QTest::newRow("H22 at most an hour") << 503 << QByteArray("1000000000000000000") << 3600.0;
        QTest::newRow("H22 garbage") << 503 << QByteArray("-1") << 1.0;
    }
    void retryAfterIsHonoured()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, value);
        QFETCH(double, delay);
        Harness h({.backoff = {.jitter = false}});
        h.connection.open(h.now());
        h.connectTransport();
        h.connection.handshakeFailed(refusal(status, value), h.now());
        QCOMPARE(wait(h), delay);
    }

    void afterSleepSoon()
    {
        Harness h({.backoff = {.jitter = false}});
        failFor(h, 60s);
        QVERIFY(wait(h) > 1.0);
        base::Instant woken = h.now();
        woken.boot += 1h;
        h.clock.set(woken);
        h.connection.advance(h.now());
        QVERIFY(wait(h) >= 0.1 && wait(h) < 1.0);
    }

    // N27: 101, then gone, for ten minutes.
    void aFlappingServerIsNotHammered()
    {
        for (quint64 seed = 1; seed <= 10; ++seed) {
            Harness h(recording(), seed);
            const base::Nanoseconds end = h.now().steady + 10min;
            h.connection.open(h.now());
            while (h.now().steady < end) {
                h.accept();
                h.lose();
                h.pass(h.status().retryAt - h.now().steady);
            }
            QVERIFY2(h.status().attempts <= 62,
                qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(h.status().attempts)));
        }
    }

private:
    //! Seconds until the next attempt.
    static double wait(const Harness &h)
    {
        return std::chrono::duration<double>(h.status().retryAt - h.now().steady).count();
    }

    //! Every attempt is refused at once, for \a time.
    static void failFor(Harness &h, base::Nanoseconds time)
    {
        const base::Nanoseconds end = h.now().steady + time;
        if (connection::isAtRest(h.state()))
            h.connection.open(h.now());
        for (;;) {
            if (connection::isOpening(h.state()))
                h.lose(Kind::Refused);
            const auto next = h.connection.nextDeadline();
            if (!next || *next >= end)
                break;
            h.pass(*next - h.now().steady);
        }
        h.take();
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
