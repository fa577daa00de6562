// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/serverhandshake.h"

#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using ws::HandshakeRule;
using ws::ServerHandshake;

namespace {

// A request whose lines can be replaced one by one.
struct Request
{
    QByteArray line = "GET /dashboard?rate=5 HTTP/1.1";
    QByteArray host = "Host: localhost:8080\r\n";
    QByteArray upgrade = "Upgrade: websocket\r\n";
    QByteArray connection = "Connection: Upgrade\r\n";
    QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    QByteArray version = "Sec-WebSocket-Version: 13\r\n";
    QByteArray more{};
    [[nodiscard]] QByteArray bytes() const
    {
        return line + "\r\n" + host + upgrade + connection + key + version + more + "\r\n";
    }
};

} // namespace

//! The server's opening handshake; every request is also cut at every position.
class TestServerHandshake : public QObject
{
    Q_OBJECT
private slots:
    void accepted_data();
    void accepted();
    void rejected_data();
    void rejected();
    void answers();
    void refusals_data();
    void refusals();
};

void TestServerHandshake::accepted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const Request &request) { QTest::newRow(name) << request.bytes(); };
    row("§4.2.1 plain", {});
    row("§4.2.1 case of names and tokens",
        {.upgrade = "UPGRADE: WebSocket\r\n", .connection = "connection: keep-alive, upgrade\r\n"});
    row("H05 two Connection lines", {.connection = "Connection: keep-alive\r\nConnection: Upgrade\r\n"});
    row("§4.2.1 several protocols to upgrade to", {.upgrade = "Upgrade: h2c, websocket\r\n"});
    row("no body announced", {.more = "Content-Length: 0\r\n"});
}

void TestServerHandshake::accepted()
{
    QFETCH(QByteArray, bytes);
    const QByteArray frames = "\x81\x80"
                              "abcd";
    noteRow({"request", bytes.toHex()});
    forEverySplit(bytes + frames, [&](const QList<QByteArray> &pieces) {
        ServerHandshake handshake;
        std::optional<ws::ServerRequest> request;
        QByteArray rest;
        for (const QByteArray &piece : pieces) {
            if (request) {
                rest += piece;
                continue;
            }
            const auto result = handshake.receive(piece);
            if (const auto *asked = std::get_if<ws::ServerRequest>(&result)) {
                request = *asked;
                rest = asked->rest;
            }
            QVERIFY(!std::holds_alternative<ws::HandshakeError>(result));
        }
        QVERIFY(request);
        QCOMPARE(rest, frames);
        QCOMPARE(request->target, "/dashboard?rate=5");
        QCOMPARE(request->host, "localhost:8080");
        QVERIFY(!request->hasOrigin);
        QCOMPARE(request->head, bytes);
    });
}

void TestServerHandshake::rejected_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HandshakeRule>("rule");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const Request &request, HandshakeRule rule, int status = 400) {
        QTest::newRow(name) << request.bytes() << rule << status;
    };
    row("2.3 POST", {.line = "POST / HTTP/1.1"}, HandshakeRule::MethodNotGet, 405);
    for (const char *line : {"GET / HTTP/1.0", "GET / HTTP/2.0", "GET /", "GET  / HTTP/1.1", "GET / x HTTP/1.1",
             "GET http://h/ HTTP/1.1", "GET x HTTP/1.1", "GET /#a HTTP/1.1", "G\"T / HTTP/1.1", "", " GET / HTTP/1.1",
             "GET /\x7f HTTP/1.1", "GET\t/\tHTTP/1.1"})
        row(qPrintable(QStringLiteral("9112 §3 '%1'").arg(QLatin1String(line))), {.line = line},
            HandshakeRule::NotHttp);
    QTest::newRow("H20 TLS greeting") << QByteArray::fromHex("160301020001") << HandshakeRule::NotHttp << 400;
    row("2.3 no Host", {.host = {}}, HandshakeRule::HostMissing);
    row("2.3 Host twice", {.host = "Host: a\r\nHost: a\r\n"}, HandshakeRule::HostMissing);
    row("2.3 empty Host", {.host = "Host:\r\n"}, HandshakeRule::HostMissing);
    row("2.3 plain GET", {.upgrade = {}}, HandshakeRule::UpgradeMissing, 426);
    row("2.3 Connection", {.connection = "Connection: close\r\n"}, HandshakeRule::ConnectionMissing);
    row("2.3 version 8", {.version = "Sec-WebSocket-Version: 8\r\n"}, HandshakeRule::VersionNot13, 426);
    row("2.3 no version", {.version = {}}, HandshakeRule::VersionNot13, 426);
    row("2.3 no key", {.key = {}}, HandshakeRule::KeyInvalid);
    row("2.3 key twice", {.key = Request().key + Request().key}, HandshakeRule::KeyInvalid);
    row("guide key of 10 bytes", {.key = "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n"}, HandshakeRule::KeyInvalid);
    row("2.3 key of 17 bytes", {.key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=\r\n"}, HandshakeRule::KeyInvalid);
    row("2.3 key not base64", {.key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j!!==\r\n"}, HandshakeRule::KeyInvalid);
    row("a body", {.more = "Content-Length: 3\r\n"}, HandshakeRule::MalformedField);
    row("a chunked body", {.more = "Transfer-Encoding: chunked\r\n"}, HandshakeRule::MalformedField);
    row("Origin twice", {.more = "Origin: a\r\nOrigin: b\r\n"}, HandshakeRule::MalformedField);
    row("§11.3.4 subprotocol not a token", {.more = "Sec-WebSocket-Protocol: a b\r\n"}, HandshakeRule::MalformedField);
    row("H08 malformed extensions", {.more = "Sec-WebSocket-Extensions: a;;b\r\n"}, HandshakeRule::MalformedField);
    row("H13 folded line", {.more = "X: a\r\n b\r\n"}, HandshakeRule::MalformedField);
    row("H14 bare LF", {.more = "X: a\nY: b\r\n"}, HandshakeRule::MalformedField);
    row("H15 line over 8 KiB", {.more = "X: " + QByteArray(8192 - 2, 'y') + "\r\n"}, HandshakeRule::HeadTooLarge, 431);
    row("H15 129 fields", {.more = QByteArray("X: y\r\n").repeated(124)}, HandshakeRule::HeadTooLarge, 431);
}

void TestServerHandshake::rejected()
{
    QFETCH(QByteArray, bytes);
    QFETCH(HandshakeRule, rule);
    QFETCH(int, status);
    noteRow({"request", bytes.toHex()});
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        ServerHandshake handshake;
        for (const QByteArray &piece : pieces) {
            const auto result = handshake.receive(piece);
            QVERIFY(!std::holds_alternative<ws::ServerRequest>(result));
            if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
                QCOMPARE(error->rule, rule);
                QCOMPARE(error->status, 0); // Nobody answered: we refuse.
                QVERIFY(ServerHandshake::refuse(*error).startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '));
                return;
            }
        }
        QFAIL("The request was not refused.");
    });
}

void TestServerHandshake::answers()
{
    QCOMPARE(ws::acceptFor("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    ServerHandshake handshake;
    const auto result = handshake.receive(
        Request{.more = "Origin: null\r\nSec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Protocol: "
                        "c\r\nSec-WebSocket-Extensions: x, permessage-deflate; client_max_window_bits\r\n"}
            .bytes());
    const auto &request = std::get<ws::ServerRequest>(result);
    QVERIFY(request.hasOrigin);
    QCOMPARE(request.origin, "null");
    QCOMPARE(request.subprotocols, (QList<QByteArray>{"a", "b", "c"}));
    QCOMPARE(request.extensions.size(), 2);
    QCOMPARE(ServerHandshake::accept(request),
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    const QByteArray full = ServerHandshake::accept(request, "b", ws::agreeOn(request.extensions));
    QVERIFY(full.endsWith("\r\nSec-WebSocket-Protocol: b\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"));
}

void TestServerHandshake::refusals_data()
{
    QTest::addColumn<HandshakeRule>("rule");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("405 says what is allowed") << HandshakeRule::MethodNotGet << QByteArray("\r\nAllow: GET\r\n");
    QTest::newRow("§4.4 426 says which version")
        << HandshakeRule::VersionNot13 << QByteArray("\r\nSec-WebSocket-Version: 13\r\n");
    QTest::newRow("426 says to what") << HandshakeRule::UpgradeMissing << QByteArray("\r\nUpgrade: websocket\r\n");
}

void TestServerHandshake::refusals()
{
    QFETCH(HandshakeRule, rule);
    QFETCH(QByteArray, line);
    ws::HandshakeError error;
    error.rule = rule;
    const QByteArray answer = ServerHandshake::refuse(error);
    QVERIFY(answer.contains(line));
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QCOMPARE(ServerHandshake::refuse(403, "No\r\nX: y", "body", {{.name = "A", .value = "b\r\nc"}}),
        "HTTP/1.1 403 No??X: y\r\nA: b??c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
        "4\r\nConnection: close\r\n\r\nbody");
}

QTEST_GUILESS_MAIN(TestServerHandshake)
#include "tst_serverhandshake.moc"
