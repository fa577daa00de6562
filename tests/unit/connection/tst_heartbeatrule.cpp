// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/beatmessages.h"
#include "core/connection/heartbeat.h"
#include "core/connection/presets.h"
#include "core/connection/roundtrips.h"
#include "tests/unit/connection/harness.h"

#include <QTest>

using connection::ActivityMeter;
using connection::BeatBranch;
using connection::BeatKind;
using connection::filled;
using connection::HeartbeatSettings;
using connection::State;
using tests::Harness;
using namespace std::chrono_literals;

namespace {

connection::Policy policyOf(const HeartbeatSettings &heartbeat)
{
    connection::Policy policy;
    policy.heartbeat = heartbeat;
    return policy;
}

HeartbeatSettings preset(const char *id)
{
    for (const auto &each : connection::heartbeatPresets()) {
        if (qstrcmp(each.id, id) == 0)
            return each.settings;
    }
    return {};
}

//! Opens with \a heartbeat in force, as the stream's worker does.
void openWith(Harness &h, const HeartbeatSettings &heartbeat)
{
    h.connection.setPolicy(policyOf(heartbeat), h.now());
    h.open();
}

} // namespace

//! The guide's adaptive branches, heartbeats made of messages, and the presets.
class TestHeartbeatRule : public QObject
{
    Q_OBJECT
private slots:
    // A9: the value may be the peer's and the text somebody else's.
    void a9WhatIsFilledInIsBounded()
    {
        const QByteArray value(4096, 'v');
        QCOMPARE(filled(QByteArray("${value}").repeated(256), "value", value).size(), 1 << 20);
        const QByteArray many = QByteArray("${value}").repeated(257);
        QCOMPARE(filled(many, "value", value), many);
        const QByteArray more = QByteArray("${value}").repeated(10'001);
        QCOMPARE(filled(more, "value", "1"), more);
    }

    void branches_data()
    {
        QTest::addColumn<QList<int>>("messages"); // Seconds.
        QTest::addColumn<int>("now");
        QTest::addColumn<int>("branch");
        QTest::addColumn<int>("interval");
        const auto row = [](const char *name, const QList<int> &messages, int now, BeatBranch branch, int interval) {
            QTest::newRow(name) << messages << now << static_cast<int>(branch) << interval;
        };
        row("opened just now", {}, 0, BeatBranch::Normal, 30);
        row("silent for 59 s", {}, 59, BeatBranch::Normal, 30);
        row("silent for 60 s", {}, 60, BeatBranch::Idle, 60);
        row("one message", {50}, 55, BeatBranch::Normal, 30);
        row("two in ten seconds", {50, 51}, 55, BeatBranch::Active, 10);
        row("two, ten seconds ago", {50, 51}, 61, BeatBranch::Normal, 30);
        row("two, a minute ago", {50, 51}, 111, BeatBranch::Idle, 60);
    }
    void branches()
    {
        QFETCH(QList<int>, messages);
        QFETCH(int, now);
        ActivityMeter meter;
        meter.start(0s);
        for (const int second : messages)
            meter.message(std::chrono::seconds(second));
        const auto rule = connection::beatRule({.adaptive = true}, meter, false, std::chrono::seconds(now));
        QTEST(static_cast<int>(rule.branch), "branch");
        QTEST(static_cast<int>(rule.interval / 1s), "interval");
    }

    void theCountIsOfTheLastTenSeconds()
    {
        ActivityMeter meter;
        meter.start(0s);
        for (int i = 0; i < 100; ++i)
            meter.message(i * 1s);
        QCOMPARE(meter.recent(99s), 10);
        QCOMPARE(meter.recent(104s), 5);
        QCOMPARE(meter.recent(200s), 0);
    }

    void adaptiveFollowsTheMessages()
    {
        Harness h;
        openWith(h, preset("adaptive"));
        QCOMPARE(h.pass(29s), QStringList());
        QVERIFY(!h.connection.messageReceived(false, "1", h.now()));
        QVERIFY(!h.connection.messageReceived(false, "2", h.now()));
        h.connection.bytesReceived(h.now());
        QCOMPARE(h.status().heartbeat.rule.branch, BeatBranch::Active);
        QCOMPARE(h.status().heartbeat.rule.recent, 2);
        QCOMPARE(h.pass(0s), QStringList{"ping"}); // 10 s are over.
        h.pong();
        h.pass(9s);
        QCOMPARE(h.pass(1s).size(), 0); // Not recent any more: 30 s hold again.
        QCOMPARE(h.status().heartbeat.rule.branch, BeatBranch::Normal);
    }

    void noBeatWhileActive()
    {
        HeartbeatSettings rule = preset("adaptive");
        rule.activeInterval = 0s;
        Harness h;
        openWith(h, rule);
        for (int second = 0; second < 100; ++second) {
            h.connection.messageReceived(false, "1", h.now());
            h.connection.messageReceived(false, "1", h.now());
            h.connection.bytesReceived(h.now());
            const QStringList done = h.pass(1s);
            QVERIFY2(!done.contains("ping"), qPrintable(QString::number(second)));
        }
        QVERIFY(h.pass(31s).contains("ping")); // And it comes back by itself.
    }

    void hiddenIsRarerAndShownProbes()
    {
        Harness h;
        openWith(h, {});
        h.connection.setHidden(true, h.now());
        QCOMPARE(h.status().heartbeat.rule.branch, BeatBranch::Hidden);
        QVERIFY(!h.pass(119s).contains("ping"));
        h.connection.setHidden(false, h.now());
        QCOMPARE(h.take(), QStringList{"ping"});
    }

    void whoRecordsIsNeverHidden()
    {
        connection::Policy policy;
        policy.recording = true;
        Harness h;
        h.connection.setPolicy(policy, h.now());
        h.open();
        h.connection.setHidden(true, h.now());
        QCOMPARE(h.status().heartbeat.rule.branch, BeatBranch::Fixed);
        QVERIFY(h.pass(30s).contains("ping"));
    }

    void jsonPingPong()
    {
        Harness h;
        openWith(h, preset("message"));
        QVERIFY(h.pass(30s).contains("beat {\"type\":\"ping\"}"));
        h.clock.advance(40ms);
        h.connection.bytesReceived(h.now());
        QVERIFY(!h.connection.messageReceived(false, R"({"type":"data"})", h.now()));
        QVERIFY(h.connection.messageReceived(false, R"({"type":"pong","t":1})", h.now()));
        QVERIFY(h.status().heartbeat.lastRtt == base::Nanoseconds(40ms));
        QVERIFY(!h.status().heartbeat.waiting);
    }

    void aSilentMessageHeartbeatIsLost()
    {
        Harness h;
        openWith(h, preset("message"));
        h.pass(30s);
        QVERIFY(h.pass(5s).contains(">Suspect"));
        QVERIFY(h.pass(5s).contains("close 1001 Heartbeat timeout"));
    }

    void binaryOfMqtt()
    {
        Harness h;
        openWith(h, preset("mqtt"));
        const QByteArray answer("\xD0\x00", 2);
        QVERIFY(h.pass(30s).join(' ').contains("beat"));
        QVERIFY(!h.connection.messageReceived(false, answer, h.now()));
        QVERIFY(h.connection.messageReceived(true, answer, h.now()));
        QCOMPARE(h.status().heartbeat.answered, 1u);
    }

    void nonceComesBack()
    {
        Harness h;
        openWith(h,
            {.kind = BeatKind::Message,
                .message = R"({"ping":"${nonce}"})",
                .match = {.field = "pong", .value = "${nonce}"}});
        const QStringList done = h.pass(30s);
        QCOMPARE(done.size(), 2);
        const QByteArray nonce = done.front().toUtf8().mid(14, 16);
        h.connection.messageReceived(false, R"({"pong":"other"})", h.now());
        QCOMPARE(h.status().heartbeat.answered, 0u);
        QVERIFY(h.connection.messageReceived(false, "{\"pong\":\"" + nonce + "\"}", h.now()));
        QCOMPARE(h.status().heartbeat.answered, 1u);
    }

    void theServerAsks_data()
    {
        QTest::addColumn<QByteArray>("preset");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QString>("answer");
        QTest::newRow("HTX echoes a number")
            << QByteArray("echo") << QByteArray(R"({"ping":1492420473027})") << R"(beat {"pong":1492420473027})";
        QTest::newRow("19 digits stay") << QByteArray("echo") << QByteArray(R"({"ping":1700000000123456789})")
                                        << R"(beat {"pong":1700000000123456789})";
        QTest::newRow("Engine.IO") << QByteArray("engine.io") << QByteArray("2") << "beat 3";
    }
    void theServerAsks()
    {
        QFETCH(QByteArray, preset);
        QFETCH(QByteArray, asked);
        Harness h;
        openWith(h, ::preset(preset.constData()));
        QVERIFY(h.connection.messageReceived(false, asked, h.now()));
        QTEST(h.take().value(0), "answer");
        QCOMPARE(h.status().heartbeat.requests, 1u);
        QVERIFY(!h.connection.messageReceived(true, asked, h.now())); // Binary is something else.
        QVERIFY(h.pass(29s).isEmpty()); // Nothing is asked by itself but by ping frames.
    }

    void matching()
    {
        connection::BeatFinder finder;
        const auto matched = [&](const connection::BeatMatch &match, QByteArrayView payload) {
            return finder.matched(match, payload);
        };
        QCOMPARE(matched({}, R"({"type":"pong"})"), QByteArray("pong"));
        QVERIFY(!matched({}, R"({"type":"ping"})"));
        QVERIFY(!matched({}, "pong"));
        QVERIFY(!matched({}, R"(["type"])"));
        QCOMPARE(matched({.field = "a.b", .value = {}}, R"({"a":{"b":true}})"), QByteArray("true"));
        QVERIFY(!matched({.field = "a.b", .value = {}}, R"({"a":1})"));
        QCOMPARE(matched({.field = "a[1].b", .value = {}}, R"({"a":[0,{"b":1.50}]})"), QByteArray("1.5"));
        QCOMPARE(matched({.field = "a[1]", .value = {}}, R"({"a":[0,2],"a[1]":null})"), QByteArray("null")); // As ever.
        QCOMPARE(matched({.field = "a", .value = {}}, R"({"a":9007199254740993})"), QByteArray("9007199254740993"));
        QCOMPARE(matched({.field = "a", .value = {}}, R"({"a":{"c":1,"b":"x"}})"), QByteArray(R"({"b":"x","c":1})"));
        QCOMPARE(matched({.field = "$.t\u00E9", .value = {}}, R"({"t\u00e9":"\u0041"})"), QByteArray("A"));
        QCOMPARE(matched({.field = "a.t", .value = {}}, R"({"a":{"\u0074":"\u0041"}})"), QByteArray("A"));
        QCOMPARE(matched({.field = {}, .value = QByteArray("\xD0\x00", 2)}, QByteArrayView("\xD0\x00", 2)),
            QByteArray("\xD0\x00", 2));
        QVERIFY(!matched({}, QByteArray(5000, ' ') + R"({"type":"pong"})"));
        const QByteArray whole = R"({"type":"pong"})";
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!matched({}, whole.first(size)));
    }

    void quantiles()
    {
        connection::RoundTrips trips;
        QCOMPARE(connection::quantile(trips, 0.5).count(), 0);
        for (int i = 200; i >= 1; --i)
            trips = connection::withRoundTrip(trips, base::Nanoseconds(i), 100);
        QCOMPARE(trips->size(), std::size_t(100));
        QCOMPARE(connection::quantile(trips, 0).count(), 1);
        QCOMPARE(connection::quantile(trips, 0.5).count(), 50);
        QCOMPARE(connection::quantile(trips, 0.95).count(), 95);
        QCOMPARE(connection::quantile(trips, 1).count(), 100);
    }

    // The issue's bounds, from the last byte of a peer that went without a word.
    void N06_halfOpenIsFound_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("seconds");
        QTest::newRow("N06 default") << QByteArray("default") << 41;
        QTest::newRow("N06 fast") << QByteArray("fast") << 15;
        QTest::newRow("N06 guide") << QByteArray("guide") << 35;
        QTest::newRow("N06 asked by the peer") << QByteArray("echo") << 41;
        QTest::newRow("N06 message") << QByteArray("message") << 41;
    }
    void N06_halfOpenIsFound()
    {
        QFETCH(QByteArray, id);
        QFETCH(int, seconds);
        for (const bool sends : {false, true}) {
            Harness h;
            openWith(h, preset(id.constData()));
            h.connection.bytesReceived(h.now());
            int passed = 0;
            while (connection::isOpen(h.state()) && passed < 100) {
                h.pass(1s);
                ++passed;
                if (sends)
                    h.connection.dataSent(h.now());
            }
            QVERIFY2(passed <= seconds, qPrintable(QString::number(passed)));
            QVERIFY(std::holds_alternative<connection::HeartbeatLost>(*h.status().lastFailure)
                || h.state() == State::Closing);
        }
    }
};

QTEST_GUILESS_MAIN(TestHeartbeatRule)
#include "tst_heartbeatrule.moc"
