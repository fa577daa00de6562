// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedclient.h"

#include "core/server/ratetable.h"
#include "core/server/route.h"
#include "core/ws/testbench/testbench.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

//! A network that takes as much as the test says.
class ScriptTransport final : public net::Transport
{
public:
    void open(const net::Endpoint &) override { }
    void write(QByteArrayView bytes) override { buffer += bytes; }
    [[nodiscard]] qint64 bytesToWrite() const override { return buffer.size(); }
    void setPaused(bool on) override { paused = on; }
    void finish() override { finished = true; }
    void abort() override { aborted = true; }

    QByteArray buffer;
    bool paused = false, finished = false, aborted = false;
};

//! One client of the real engine on the other end of the script, and a host that routes as the server does.
struct Bench final : server::ClientHost, server::Outbox, ws::EventSink
{
    explicit Bench(const server::GuardLimits &given = {}, const server::Credentials &known = server::Credentials::demo())
        : limits(given)
        , credentialsKnown(known)
        , rates(given.rate)
        , client(1, *this, clock, random, limits)
    {
        auto owned = std::make_unique<ScriptTransport>();
        transport = owned.get();
        client.setTransport(std::move(owned));
    }

    void read(QByteArray bytes)
    {
        client.transportRead({bytes.data(), static_cast<std::size_t>(bytes.size())}, clock.now());
    }
    //! The network takes everything, again and again, until there is no more.
    QByteArray drain(int most = 1'000)
    {
        QByteArray all;
        while (!transport->buffer.isEmpty() && most-- > 0) {
            all += std::exchange(transport->buffer, {});
            client.transportWritten();
        }
        return all;
    }
    static QByteArray head(const QByteArray &target, const QByteArray &more = {})
    {
        return "GET " + target
            + " HTTP/1.1\r\nHost: 127.0.0.1:9\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + more + "\r\n";
    }
    //! Upgrades and gives the peer its own session.
    void upgrade(const QByteArray &target)
    {
        read(head(target));
        QVERIFY(client.isUpgraded());
        QByteArray answer = drain(1);
        QVERIFY(answer.startsWith("HTTP/1.1 101 "));
        QVERIFY(!answer.toLower().contains("sec-websocket-extensions"));
        peer.emplace(ws::Role::Client, ws::Accepted{}, random, ws::Limits{});
        hear(answer.sliced(answer.indexOf("\r\n\r\n") + 4));
    }
    void hear(QByteArray bytes)
    {
        peer->receive({bytes.data(), static_cast<std::size_t>(bytes.size())}, clock.now().steady, *this);
    }
    QByteArray peerOutput()
    {
        const QByteArray out = peer->output(1 << 30).toByteArray();
        peer->consumed(out.size());
        return out;
    }
    void say(const QByteArray &text)
    {
        QVERIFY(peer->send(ws::Opcode::Text, text));
        read(peerOutput());
    }

    //! Time passes and the server looks, as its timer would.
    void pass(base::Nanoseconds by)
    {
        clock.advance(by);
        client.advance(clock.now().steady);
        hear(drain());
    }
    [[nodiscard]] QByteArray closing() const
    {
        const auto &close = peer->closeReceived();
        return close ? QByteArray::number(close->code) + ' ' + close->reason.toUtf8() : QByteArray();
    }
    void ask(const QByteArray &text)
    {
        say(text);
        hear(drain());
    }

    Decision decide(server::FeedClient &, const ws::ServerRequest &request) override
    {
        const auto route = server::routeOf(request, server::Door());
        if (!route)
            return {.refusal = route.error().answer};
        scenario = route->entry->create();
        return {.scenario = scenario.get(), .entry = route->entry, .query = route->query};
    }
    [[nodiscard]] const server::Credentials &credentials() const override { return credentialsKnown; }
    bool mayPass(const QByteArray &user, base::Nanoseconds now) override { return rates.pass(user, now); }
    void misunderstood(server::FeedClient &) override { }
    Outbox &outbox() override { return *this; }
    void changed(server::FeedClient &) override { }
    void ended(server::FeedClient &) override { ++ends; }
    void send(server::ClientId, ws::Opcode opcode, const QByteArray &payload) override { client.send(opcode, payload); }
    [[nodiscard]] qint64 pending(server::ClientId) const override { return client.pending(); }
    void close(server::ClientId, quint16 code, const QString &reason) override
    {
        client.close(static_cast<ws::CloseCode>(code), reason);
    }
    void breakLink(server::ClientId, server::Breakage breakage) override { client.breakLink(breakage); }

    void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override
    {
        heard += payload.toByteArray();
    }
    void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override { heard += payload; }
    void controlReceived(ws::Opcode opcode, QByteArrayView, const ws::WireFacts &) override { controls += opcode; }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { }

    tests::ManualClock clock;
    base::SystemRandom random;
    server::GuardLimits limits;
    server::Credentials credentialsKnown;
    server::RateTable rates;
    server::FeedClient client;
    ScriptTransport *transport = nullptr;
    std::unique_ptr<server::Scenario> scenario;
    std::optional<ws::Session> peer;
    QList<QByteArray> heard;
    QList<ws::Opcode> controls;
    int ends = 0;
};

} // namespace

class TestFeedClient : public QObject
{
    Q_OBJECT
private slots:
    void echo()
    {
        Bench bench;
        bench.upgrade("/echo");
        bench.say("one");
        bench.say(QByteArray(100'000, 'x'));
        bench.hear(bench.drain());
        QCOMPARE(bench.heard, (QList<QByteArray>{"one", QByteArray(100'000, 'x')}));
    }
    void framesBehindTheHead()
    {
        Bench bench;
        bench.peer.emplace(ws::Role::Client, ws::Accepted{}, bench.random);
        QVERIFY(bench.peer->send(ws::Opcode::Text, "early"));
        bench.read(Bench::head("/echo") + bench.peerOutput());
        const QByteArray answer = bench.drain();
        bench.hear(answer.sliced(answer.indexOf("\r\n\r\n") + 4));
        QCOMPARE(bench.heard, QList<QByteArray>{"early"});
    }
    void headByteByByte()
    {
        Bench bench;
        for (const char c : Bench::head("/echo"))
            bench.read(QByteArray(1, c));
        QVERIFY(bench.client.isUpgraded());
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("foreign origin") << Bench::head("/echo", "Origin: https://evil.example\r\n")
                                        << QByteArray("403");
        QTest::newRow("no such path") << Bench::head("/x") << QByteArray("404");
        QTest::newRow("page") << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") << QByteArray("426");
        QTest::newRow("POST") << Bench::head("/echo").replace("GET", "POST") << QByteArray("405");
        QTest::newRow("version 8") << Bench::head("/echo").replace("Version: 13", "Version: 8") << QByteArray("426");
    }
    void refused()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, status);
        Bench bench;
        bench.read(head);
        QVERIFY(!bench.client.isUpgraded());
        QVERIFY2(bench.transport->buffer.startsWith("HTTP/1.1 " + status + ' '),
            bench.transport->buffer.left(40).constData());
        QVERIFY(bench.transport->finished);
        bench.read("more");
        bench.client.transportEnded({});
        QCOMPARE(bench.ends, 1);
        QVERIFY(!bench.client.nextDeadline());
    }
    void headDeadline()
    {
        Bench bench;
        bench.read("GET /echo HT");
        bench.clock.advance(4999ms);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(!bench.transport->aborted);
        bench.read("TP/1.1\r\n"); // A trickle does not buy time.
        bench.clock.advance(1ms);
        QCOMPARE(*bench.client.nextDeadline(), bench.clock.now().steady);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(bench.transport->aborted);
    }
    void answersPressBack()
    {
        Bench bench;
        bench.upgrade("/echo");
        for (int i = 0; i < 11; ++i)
            bench.say(QByteArray(100'000, 'x'));
        QVERIFY2(!bench.transport->paused, "as much as a flood keeps waiting: a close frame must come in");
        for (int i = 11; i < 30; ++i)
            bench.say(QByteArray(100'000, 'x'));
        QVERIFY(bench.transport->paused);
        QVERIFY(bench.transport->bytesToWrite() <= 256 * 1024 + 100);
        bench.hear(bench.drain());
        QVERIFY2(!bench.transport->paused, "read again when half has gone");
        QCOMPARE(bench.heard.size(), 30);
    }
    // What is small on the wire may be large: only so much of it is answered before others have their turn.
    void b13ABurstOfBombsIsAnsweredInTurns()
    {
        Bench bench;
        bench.read(Bench::head("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
        QVERIFY(bench.client.isUpgraded());
        QByteArray answer = bench.drain(1);
        QVERIFY(answer.toLower().contains("permessage-deflate"));
        bench.peer.emplace(ws::Role::Client, ws::Accepted{.deflate = {.enabled = true}}, bench.random);
        constexpr int count = 20;
        QByteArray burst;
        for (int i = 0; i < count; ++i) {
            QVERIFY(bench.peer->send(ws::Opcode::Binary, QByteArray(2 << 20, '\0')));
            burst += bench.peerOutput();
        }
        QVERIFY2(burst.size() < 200'000, qPrintable(QString::number(burst.size())));
        bench.read(burst);
        bench.hear(bench.transport->buffer);
        QVERIFY(bench.heard.size() >= 1 && bench.heard.size() < 12);
        QVERIFY(bench.transport->paused); // What is left is read first.
        bench.transport->buffer.clear();
        for (int turn = 0; turn < count && bench.heard.size() < count; ++turn) {
            QVERIFY(*bench.client.nextDeadline() <= bench.clock.now().steady);
            bench.client.advance(bench.clock.now().steady);
            bench.hear(std::exchange(bench.transport->buffer, {}));
        }
        QCOMPARE(bench.heard.size(), count);
        QVERIFY(!bench.transport->paused);
    }
    void slowReaderOfPushesIsDropped()
    {
        Bench bench;
        bench.upgrade("/dashboard");
        for (int i = 0; i < 60'000; ++i)
            bench.client.send(ws::Opcode::Text, QByteArray(100, 'x'));
        bench.client.flush();
        QVERIFY(bench.client.pending() < (1 << 20) + 1'000);
        QVERIFY2(!bench.transport->paused, "its close frame must come in");
        bench.hear(bench.drain());
        QVERIFY(bench.peer->closeReceived());
        QCOMPARE(bench.peer->closeReceived()->code, quint16(1013));
        bench.read(bench.peerOutput());
        bench.drain();
        QVERIFY(bench.transport->finished);
    }
    void droppedClientThatNeverReadsIsCutOff()
    {
        Bench bench;
        bench.upgrade("/dashboard");
        bench.client.close(ws::CloseCode::GoingAway, {});
        bench.clock.advance(5s);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(bench.transport->aborted);
    }
    void floodGoesOnAsBytesLeave()
    {
        Bench bench;
        bench.upgrade("/flood?size=1000");
        for (int i = 0; i < 50; ++i)
            bench.hear(bench.drain(1));
        QVERIFY2(bench.heard.size() > 5'000, qPrintable(QString::number(bench.heard.size())));
        QVERIFY(bench.client.pending() < (1 << 20) + 2'000);
    }
    void unmaskedFrameFails()
    {
        Bench bench;
        bench.upgrade("/echo");
        bench.read(QByteArray::fromHex("810161"));
        bench.hear(bench.drain());
        QCOMPARE(bench.peer->closeReceived()->code, quint16(1002));
        QVERIFY(bench.transport->finished);
    }
    void closingHandshake()
    {
        Bench bench;
        bench.upgrade("/echo");
        QVERIFY(bench.peer->close(ws::CloseCode::Normal, "bye", bench));
        bench.read(bench.peerOutput());
        QVERIFY(bench.transport->finished);
        bench.hear(bench.drain());
        QCOMPARE(bench.peer->closeReceived()->code, quint16(1000));
    }
    void silentClientIsAskedThenEnded()
    {
        Bench bench;
        bench.upgrade("/echo");
        bench.clock.advance(60s);
        QVERIFY(*bench.client.nextDeadline() <= bench.clock.now().steady);
        bench.client.advance(bench.clock.now().steady);
        const QByteArray ping = std::exchange(bench.transport->buffer, {});
        bench.hear(ping);
        QCOMPARE(bench.controls, QList<ws::Opcode>{ws::Opcode::Ping});
        bench.read(bench.peerOutput()); // Its pong buys time.
        bench.clock.advance(59s);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(!bench.transport->aborted);
        bench.clock.advance(61s);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(bench.transport->aborted);
    }
    void guardTokenIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("closing");
        QTest::newRow("right token in the address") << QByteArray("/private?token=alice") << QByteArray() << QByteArray();
        QTest::newRow("wrong token in the address")
            << QByteArray("/private?token=eve") << QByteArray() << QByteArray("4003 Invalid token");
        QTest::newRow("right first message")
            << QByteArray("/private") << QByteArray("{\"type\":\"auth\",\"token\":\"bob\"}") << QByteArray();
        QTest::newRow("wrong first message") << QByteArray("/private")
                                             << QByteArray("{\"type\":\"auth\",\"token\":\"eve\"}")
                                             << QByteArray("4003 Invalid token");
        QTest::newRow("another first message")
            << QByteArray("/private") << QByteArray("hello") << QByteArray("4002 Not authenticated");
    }
    void guardTokenIsAskedFor()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, closing);
        Bench bench(server::GuardLimits::guide());
        bench.upgrade(target);
        if (!first.isEmpty())
            bench.ask(first);
        QCOMPARE(bench.closing(), closing);
        QCOMPARE(bench.client.joinedScenario() != nullptr, closing.isEmpty());
        if (!closing.isEmpty())
            return;
        bench.ask("to myself");
        QCOMPARE(bench.heard, QList<QByteArray>{"to myself"}); // The key itself is not echoed.
        QCOMPARE(bench.client.statistics().who.isEmpty(), false);
    }
    void guardNothingIsDoneForWhoWasClosed()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/private");
        QVERIFY(bench.peer->send(ws::Opcode::Text, "one"));
        QVERIFY(bench.peer->send(ws::Opcode::Text, "{\"type\":\"auth\",\"token\":\"bob\"}"));
        QVERIFY(bench.peer->send(ws::Opcode::Text, "two"));
        bench.read(bench.peerOutput());
        bench.hear(bench.drain());
        QCOMPARE(bench.closing(), QByteArray("4002 Not authenticated"));
        QVERIFY(bench.heard.isEmpty() && !bench.client.joinedScenario());
    }
    void guardAuthenticationTimeout()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/private");
        bench.pass(4999ms);
        QCOMPARE(bench.closing(), QByteArray());
        QCOMPARE(*bench.client.nextDeadline(), bench.clock.now().steady + 1ms);
        bench.pass(1ms);
        QCOMPARE(bench.closing(), QByteArray("4001 Authentication timeout"));
    }
    void guardMessageTooBig()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/echo");
        QVERIFY(bench.peer->send(ws::Opcode::Binary, QByteArray(1 << 20, 'x')));
        bench.read(bench.peerOutput());
        bench.hear(bench.drain());
        QCOMPARE(bench.heard.size(), 1);
        QVERIFY(bench.peer->send(ws::Opcode::Binary, QByteArray((1 << 20) + 1, 'x')));
        bench.read(bench.peerOutput());
        bench.hear(bench.drain());
        QCOMPARE(bench.closing(), QByteArray("1009 Message too big"));
        QCOMPARE(bench.heard.size(), 1);
    }
    void guardRateOfAUser()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/private?token=dave");
        for (int i = 0; i < 105; ++i)
            bench.ask("x");
        QCOMPARE(bench.heard.count("x"), 100);
        QCOMPARE(bench.heard.count(R"({"type":"error","message":"Rate limit exceeded"})"), 5);
        QVERIFY2(bench.client.isOpen() && bench.closing().isEmpty(), "the connection stays");
        for (int i = 0; i < 3; ++i) {
            bench.pass(25s);
            bench.read(bench.peerOutput());
        }
        bench.ask("again");
        QCOMPARE(bench.heard.last(), QByteArray("again"));
    }
    void guardNobodyIsCountedWhereNobodySaysWho()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/echo");
        for (int i = 0; i < 200; ++i)
            bench.ask("x");
        QCOMPARE(bench.heard.count("x"), 200);
    }
    void guardHandshakeWithin10s()
    {
        Bench bench(server::GuardLimits::guide());
        bench.read("GET /echo HT");
        bench.clock.advance(9999ms);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(!bench.transport->aborted);
        bench.clock.advance(1ms);
        bench.client.advance(bench.clock.now().steady);
        QVERIFY(bench.transport->aborted);
    }
    void guardIdleTimeout()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/echo");
        int seconds = 0;
        for (; bench.closing().isEmpty() && seconds < 1'000; seconds += 30) {
            bench.pass(30s);
            bench.read(bench.peerOutput()); // Its pongs are no messages.
        }
        QCOMPARE(bench.closing(), QByteArray("1000 Idle timeout"));
        QCOMPARE(seconds, 360);
    }
    void guardHeartbeatTimeout()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/echo");
        ws::testbench::TestBench(*bench.peer).withholdPongs(true);
        for (int i = 0; i < 2; ++i)
            bench.pass(30s);
        QCOMPARE(bench.controls, (QList<ws::Opcode>{ws::Opcode::Ping, ws::Opcode::Ping}));
        QVERIFY(bench.closing().isEmpty());
        bench.say("a message is no pong");
        bench.pass(30s);
        QCOMPARE(bench.closing(), QByteArray("1001 Heartbeat timeout"));
    }
    void guardCounts()
    {
        Bench bench(server::GuardLimits::guide());
        bench.upgrade("/echo");
        bench.ask("hello");
        const server::ConnectionStatistics &statistics = bench.client.statistics();
        QCOMPARE(statistics.messagesIn, quint64(1));
        QCOMPARE(statistics.messagesOut, quint64(1));
        QCOMPARE(statistics.bytesIn, quint64(Bench::head("/echo").size() + 2 + 4 + 5));
        QCOMPARE(statistics.path, QByteArray("/echo"));
    }
    // RFC 7692 with the guide's parameters: level 3, memory 7, from 1 024 bytes on.
    void guideCompression()
    {
        QCOMPARE(ws::DeflateOptions(), (ws::DeflateOptions{.level = 3, .memoryLevel = 7, .threshold = 1024}));
        Bench bench;
        bench.read(Bench::head("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
        QByteArray answer = bench.drain(1);
        QVERIFY(answer.toLower().contains("sec-websocket-extensions: permessage-deflate"));
        bench.peer.emplace(ws::Role::Client, ws::Accepted{.deflate = {.enabled = true}}, bench.random);
        for (const int size : {1023, 1024}) {
            bench.say(QByteArray(size, 'x'));
            const QByteArray echo = bench.drain();
            QCOMPARE((static_cast<uchar>(echo[0]) & 0x40) != 0, size == 1024); // RSV1.
            bench.hear(echo);
            QCOMPARE(bench.heard.last(), QByteArray(size, 'x'));
        }
    }
};

QTEST_GUILESS_MAIN(TestFeedClient)
#include "tst_feedclient.moc"
