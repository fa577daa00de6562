// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/stream/engine.h"
#include "tests/unit/stream/gate.h"

#include <QTest>

using namespace std::chrono_literals;
using connection::NotReady;
using connection::State;
using settings::Authentication;
using settings::Profile;
using settings::ReplyRule;
using tests::Gate;

//! Profiles on a real network thread, against servers that ask for what profiles give.
class TestReaching : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;

    State state() const { return m_handle->tick().status.state; }
    bool isOpen() const { return connection::isOpen(state()); }
    void open(Profile profile, bool reconnect = false)
    {
        profile.policy.reconnect = reconnect;
        profile.compression.offered = false;
        m_engine = std::make_unique<stream::Engine>(stream::EngineSettings{}, m_clock);
        m_handle = &m_engine->addConnection();
        m_handle->open(profile);
    }
    template <typename T>
    T failure() const
    {
        const auto &last = m_handle->tick().status.lastFailure;
        const T *found = last ? std::get_if<T>(&*last) : nullptr;
        return found ? *found : T{};
    }

private slots:
    void cleanup()
    {
        if (m_handle)
            m_handle->close(ws::CloseCode::Normal, {});
        m_engine.reset();
        m_handle = nullptr;
    }

    void h01Digest()
    {
        Gate gate([](const QByteArray &head, int) {
            if (Gate::field(head, "Authorization").startsWith("Digest username=\"u\""))
                return Gate::accept(head);
            return Gate::refuse(
                "401 Unauthorized", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n", "please");
        });
        Profile profile;
        profile.url = gate.url("ws", "/feed");
        profile.authentication = {.kind = Authentication::Kind::Digest, .user = "u", .password = "p"};
        open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        QCOMPARE(gate.connections, 2);
        QCOMPARE(m_handle->tick().status.attempts, quint64(1)); // One attempt, two rounds.
        const QByteArray first = Gate::field(gate.heads[0], "Sec-WebSocket-Key");
        QVERIFY(!first.isEmpty() && first != Gate::field(gate.heads[1], "Sec-WebSocket-Key")); // H07
    }
    void h01WrongPasswordIsTriedOnce()
    {
        Gate gate([](const QByteArray &, int) {
            return Gate::refuse("401 Unauthorized", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n");
        });
        Profile profile;
        profile.url = gate.url("ws");
        profile.authentication = {.kind = Authentication::Kind::Digest, .user = "u", .password = "wrong"};
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(gate.connections, 2);
        QCOMPARE(failure<ws::HandshakeError>().status, 401);
    }

    void redirectsAreOff()
    {
        Gate gate([](const QByteArray &, int) { return Gate::refuse("302 Elsewhere", "Location: /x\r\n"); });
        Profile profile;
        profile.url = gate.url("ws");
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(gate.connections, 1);
        QCOMPARE(failure<ws::HandshakeError>().status, 302);
    }

    void firstMessageThenTheOthers()
    {
        Gate gate([](const QByteArray &head, int) { return Gate::accept(head); });
        Profile profile;
        profile.expands = true;
        profile.url = gate.url("ws");
        profile.authentication = {.kind = Authentication::Kind::FirstMessage,
            .token = "${secret:t}",
            .message = "auth ${token}",
            .answer = {.kind = ReplyRule::Kind::Contains, .text = "welcome", .timeout = 30s}};
        profile.secrets = {{"t", "T0K"}};
        profile.sendOnConnect = {"one", "two"};
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(Gate::unmasked(gate.bodies.value(0)), QByteArrayList{"auth T0K"}, 10'000);
        gate.say(Gate::frame("noise"));
        gate.say(Gate::frame("welcome"));
        QTRY_COMPARE_WITH_TIMEOUT(
            Gate::unmasked(gate.bodies.value(0)), (QByteArrayList{"auth T0K", "one", "two"}), 10'000);
        QVERIFY(isOpen());
    }
    // D15: each subscription follows every connect once; one that is taken back while it reconnects is not asked for
    // again, and the attempt says what became of each.
    void D15_SubscriptionsAfterAReconnect()
    {
        Gate gate([](const QByteArray &head, int) { return Gate::accept(head); });
        Profile profile;
        profile.url = gate.url("ws");
        profile.policy.closeTimeout = 100ms;
        profile.policy.backoff.reconnectInterval = 200ms;
        profile.policy.backoff.jitter = false;
        profile.sendOnConnect = {"a", "b", "c"};
        profile.replies = {{0, {.kind = ReplyRule::Kind::Any, .timeout = 30s}}};
        open(profile, true);
        QTRY_COMPARE_WITH_TIMEOUT(Gate::unmasked(gate.bodies.value(0)), QByteArrayList{"a"}, 10'000);
        gate.say(Gate::frame("ok"));
        QTRY_COMPARE_WITH_TIMEOUT(Gate::unmasked(gate.bodies.value(0)), (QByteArrayList{"a", "b", "c"}), 10'000);
        using Message = connection::OnConnectMessage;
        QTRY_COMPARE_WITH_TIMEOUT(m_handle->tick().attempt->onConnect.size(), std::size_t(3), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_handle->tick().attempt->onConnect[2].state, Message::State::Sent, 10'000);
        QCOMPARE(m_handle->tick().attempt->onConnect[0].state, Message::State::Answered);

        gate.close(); // Nobody answers for now.
        gate.dropLast();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::WaitingRetry, 10'000);
        m_handle->setOnConnect({"a", "c"});
        QVERIFY(gate.listen(QHostAddress::LocalHost, gate.firstPort()));
        QTRY_COMPARE_WITH_TIMEOUT(Gate::unmasked(gate.bodies.value(1)), QByteArrayList{"a"}, 20'000);
        gate.say(Gate::frame("ok"));
        QTRY_COMPARE_WITH_TIMEOUT(Gate::unmasked(gate.bodies.value(1)), (QByteArrayList{"a", "c"}), 10'000);
        QCOMPARE(m_handle->profile().sendOnConnect, (QList<QByteArray>{"a", "c"}));
    }
    void firstMessageIsNotAnswered()
    {
        Gate gate([](const QByteArray &head, int) { return Gate::accept(head); });
        Profile profile;
        profile.url = gate.url("ws");
        profile.policy.closeTimeout = 100ms;
        profile.authentication = {.kind = Authentication::Kind::FirstMessage,
            .message = "auth",
            .answer = {.kind = ReplyRule::Kind::Any, .timeout = 100ms}};
        profile.sendOnConnect = {"never"};
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<NotReady>(), (NotReady{NotReady::Reason::NoReply, "no answer to the authentication message"}));
        QCOMPARE(Gate::unmasked(gate.bodies.value(0)), QByteArrayList{"auth"});
    }

    void unknownVariableSendsNothing()
    {
        Gate gate([](const QByteArray &head, int) { return Gate::accept(head); });
        Profile profile;
        profile.expands = true;
        profile.url = gate.url("ws");
        profile.headers = {{"X", "${who}"}};
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<NotReady>().reason, NotReady::Reason::Variable);
        QCOMPARE(gate.connections, 0);
    }

    void stepFillsVariables_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("trouble"); // Empty: it works.
        const auto json
            = [](const QByteArray &body) { return Gate::refuse("200 OK", "Content-Type: application/json\r\n", body); };
        QTest::newRow("length") << json("{\"data\":{\"ticket\":\"T&1\"}}") << QByteArray();
        QTest::newRow("chunked") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
            "chunked\r\n\r\n12\r\n{\"data\":{\"ticket\":\r\n7\r\n\"T&1\"}}\r\n0\r\n\r\n")
                                 << QByteArray();
        QTest::newRow("interim head first")
            << "HTTP/1.1 103 Early Hints\r\n\r\n" + json("{\"data\":{\"ticket\":\"T&1\"}}") << QByteArray();
        QTest::newRow("nothing at the path")
            << json("{\"data\":{}}") << QByteArray("the answer has no value at data.ticket for ${ticket}");
        QTest::newRow("no JSON") << json("<html>")
                                 << QByteArray("the answer has no value at data.ticket for ${ticket}");
        QTest::newRow("refused") << Gate::refuse("403 Forbidden") << QByteArray("the server answered with status 403");
        QTest::newRow("redirect") << Gate::refuse("302 Found", "Location: /x\r\n")
                                  << QByteArray("the server answered with status 302");
        QTest::newRow("too large") << json(QByteArray(100'000, ' ')) << QByteArray("the answer is larger than 64 KiB");
        QTest::newRow("no HTTP") << QByteArray("220 mx ESMTP\r\n\r\n") << QByteArray("the answer is no HTTP");
    }
    void stepFillsVariables()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, trouble);
        Gate gate(
            [&](const QByteArray &head, int) { return head.startsWith("POST /token ") ? answer : Gate::accept(head); });
        Profile profile;
        profile.expands = true;
        profile.address = gate.url("ws").toString() + "feed?ticket=${ticket}";
        profile.variables = {{"me", "a\"b"}};
        profile.before = {.enabled = true,
            .method = "POST",
            .address = gate.url("http", "/token").toString(),
            .headers = {{"X-Me", "${me}"}},
            .body = "{}",
            .fills = {{"ticket", "data.ticket"}}};
        open(profile);
        if (!trouble.isEmpty()) {
            QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
            QCOMPARE(failure<NotReady>().detail.toUtf8(), trouble);
            QCOMPARE(gate.connections, 1);
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        QVERIFY(gate.heads[1].startsWith("GET /feed?ticket=T%261 "));
        QCOMPARE(Gate::field(gate.heads[0], "X-Me"), "a\"b");
        QCOMPARE(gate.bodies[0], "{}");
    }
    void stepIsCancelledAndInsideTheDeadline()
    {
        Gate gate([&](const QByteArray &, int) { return QByteArray(); }); // Never answers.
        Profile profile;
        profile.url = gate.url("ws");
        profile.before = {.enabled = true, .address = gate.url("http").toString()};
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(gate.heads.size(), 1, 10'000);
        m_handle->close(ws::CloseCode::Normal, {});
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Closed, 10'000);
        profile.policy.openTimeout = 200ms;
        profile.policy.reconnect = false;
        m_handle->open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QVERIFY(std::holds_alternative<connection::OpenTimedOut>(*m_handle->tick().status.lastFailure));
        QCOMPARE(gate.connections, 2);
    }
};

QTEST_GUILESS_MAIN(TestReaching)
#include "tst_reaching.moc"
