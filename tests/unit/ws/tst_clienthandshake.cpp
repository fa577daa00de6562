// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/handshake/serverhandshake.h"

#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using ws::ClientHandshake;
using ws::HandshakeRule;
using ws::RequestError;

namespace {

const QByteArray nonce = "the sample nonce";
const QByteArray rfcAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

ws::ClientRequest plainRequest() { return {.url = QUrl(QStringLiteral("ws://host/feed"))}; }

ClientHandshake begin(const ws::ClientRequest &request)
{
    FixedRandom random(nonce);
    auto handshake = ClientHandshake::create(request, random);
    Q_ASSERT(handshake);
    return std::move(*handshake);
}

// A head whose lines can be replaced one by one; an empty value leaves the line out.
struct Answer
{
    QByteArray status = "HTTP/1.1 101 Switching Protocols";
    QByteArray upgrade = "Upgrade: websocket\r\n";
    QByteArray connection = "Connection: Upgrade\r\n";
    QByteArray accept = "Sec-WebSocket-Accept: " + rfcAccept + "\r\n";
    QByteArray more{};
    [[nodiscard]] QByteArray bytes() const { return status + "\r\n" + upgrade + connection + accept + more + "\r\n"; }
};

} // namespace

//! The client's opening handshake; every answer is also cut at every position.
class TestClientHandshake : public QObject
{
    Q_OBJECT
private slots:
    void request_data();
    void request();
    void refusedRequest_data();
    void refusedRequest();
    void accepted_data();
    void accepted();
    void rejected_data();
    void rejected();
    void connectionClosed();
    void refusal_data();
    void refusal();
    void freshKey();
    void noRandomness();
};

void TestClientHandshake::request_data()
{
    QTest::addColumn<ws::ClientRequest>("asked");
    QTest::addColumn<QByteArray>("firstLines");
    QTest::addColumn<QByteArray>("lastLines");
    const auto url = [](const char *name, const char *text, const QByteArray &target, const QByteArray &host,
                         const QByteArray &last = "Sec-WebSocket-Version: 13\r\n\r\n") {
        QTest::newRow(name) << ws::ClientRequest{.url = QUrl(QString::fromUtf8(text))}
                            << "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n"
                            << last;
    };
    url("§4.1 path and query", "ws://host/feed?x=1&y=a%20b", "/feed?x=1&y=a%20b", "host");
    url("§4.1 every visible character", "ws://host/!~", "/!~", "host");
    url("H29 empty path", "ws://host", "/", "host");
    url("H29 empty path with query", "ws://host?x", "/?x", "host");
    url("§4.1 default port", "ws://host:80/", "/", "host");
    url("§4.1 default port of wss", "wss://host:443/", "/", "host");
    url("§4.1 other port", "ws://host:443/", "/", "host:443");
    url("H30 IPv6", "ws://[::1]:8080/", "/", "[::1]:8080");
    url("H30 IPv6 with zone", "ws://[fe80::1%25eth0]/", "/", "[fe80::1]");
    url("H27 line end in the URL", "ws://host/p\r\nX: y", "/p%0D%0AX:%20y", "host");
    url("§3 non-ASCII", "ws://hö.example/ü?ä", "/%C3%BC?%C3%A4", "xn--h-1ga.example");
    url("user information", "ws://me:se%3Acret@host/", "/", "host", "Authorization: Basic bWU6c2U6Y3JldA==\r\n\r\n");
    QTest::newRow("§4.1 an Origin of every visible character")
        << ws::ClientRequest{.url = QUrl(QStringLiteral("ws://host/")), .origin = "!~"}
        << QByteArray("GET / HTTP/1.1\r\n") << QByteArray("Origin: !~\r\n\r\n");
    QTest::newRow("H28 a long name of one's own")
        << ws::ClientRequest{.url = QUrl(QStringLiteral("ws://host/")), .headers = {{"X-Authentication-Token", "k"}}}
        << QByteArray("GET / HTTP/1.1\r\n") << QByteArray("X-Authentication-Token: k\r\n\r\n");
    QTest::newRow("§4.1 optional fields")
        << ws::ClientRequest{.url = QUrl(QStringLiteral("ws://host/")),
               .headers = {{"X-Api-Key", " k "}},
               .subprotocols = {"a", "b"},
               .origin = "https://o",
               .offerDeflate = true}
        << QByteArray("GET / HTTP/1.1\r\nHost: host\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                      "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n")
        << QByteArray("Origin: https://o\r\nSec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Extensions: "
                      "permessage-deflate; client_max_window_bits\r\nX-Api-Key: k\r\n\r\n");
}

void TestClientHandshake::request()
{
    QFETCH(ws::ClientRequest, asked);
    QFETCH(QByteArray, firstLines);
    QFETCH(QByteArray, lastLines);
    const QByteArray head = begin(asked).request();
    QVERIFY2(head.startsWith(firstLines), head.constData());
    QVERIFY2(head.endsWith(lastLines), head.constData());
}

void TestClientHandshake::refusedRequest_data()
{
    QTest::addColumn<ws::ClientRequest>("asked");
    QTest::addColumn<RequestError>("error");
    const auto url = [](const char *name, const char *text, RequestError error) {
        QTest::newRow(name) << ws::ClientRequest{.url = QUrl(QString::fromUtf8(text))} << error;
    };
    url("H29 fragment", "ws://host/#a", RequestError::FragmentInUrl);
    url("H29 empty fragment", "ws://host/#", RequestError::FragmentInUrl);
    url("§3 scheme", "http://host/", RequestError::SchemeNotWebSocket);
    url("§3 no host", "ws:///path", RequestError::UrlInvalid);
    url("§3 not a URL", "ws://ho st/", RequestError::UrlInvalid);
    url("N32 port 0", "ws://host:0/", RequestError::UrlInvalid);
    const auto header = [](const char *name, const QByteArray &field, const QByteArray &value, RequestError error) {
        ws::ClientRequest asked = plainRequest();
        asked.headers = {{field, value}};
        QTest::newRow(name) << asked << error;
    };
    header("H27 line end in a value", "X", "a\r\nY: b", RequestError::HeaderInvalid);
    header("H27 NUL in a value", "X", QByteArray("a\0b", 3), RequestError::HeaderInvalid);
    header("H27 colon in a name", "X:", "a", RequestError::HeaderInvalid);
    header("H27 empty name", "", "a", RequestError::HeaderInvalid);
    header("H27 space in a name", "X Y", "a", RequestError::HeaderInvalid);
    for (const char *name : {"Host", "upgrade", "CONNECTION", "Sec-WebSocket-Key", "sec-websocket-anything",
             "Sec-WebSocket-", "Content-Length", "Transfer-Encoding"})
        header(qPrintable(QStringLiteral("H28 %1").arg(QLatin1String(name))), name, "x", RequestError::HeaderReserved);
    const auto request = [](const char *name, ws::ClientRequest asked, RequestError error) {
        asked.url = plainRequest().url;
        QTest::newRow(name) << asked << error;
    };
    request("H28 second Origin", {.headers = {{"origin", "a"}}, .origin = "b"}, RequestError::HeaderReserved);
    request("H27 subprotocol with a space", {.subprotocols = {"a b"}}, RequestError::SubprotocolInvalid);
    request("H27 empty subprotocol", {.subprotocols = {""}}, RequestError::SubprotocolInvalid);
    request("§4.1 subprotocol twice", {.subprotocols = {"a", "a"}}, RequestError::SubprotocolInvalid);
    request("H27 space in the Origin", {.origin = "a b"}, RequestError::OriginInvalid);
    request("H27 DEL in the Origin", {.origin = "a\x7F"}, RequestError::OriginInvalid);
    request("H27 line end in the Origin", {.origin = "a\r\nb"}, RequestError::OriginInvalid);
}

void TestClientHandshake::refusedRequest()
{
    QFETCH(ws::ClientRequest, asked);
    QFETCH(RequestError, error);
    FixedRandom random(nonce);
    const auto handshake = ClientHandshake::create(asked, random);
    QVERIFY(!handshake);
    QCOMPARE(handshake.error(), error);
}

void TestClientHandshake::accepted_data()
{
    QTest::addColumn<ws::ClientRequest>("asked");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::addColumn<bool>("deflate");
    const auto row = [](const char *name, const Answer &answer, const QByteArray &before = {}) {
        QTest::newRow(name) << plainRequest() << before + answer.bytes() << QByteArray() << false;
    };
    row("§4.2.2 plain", {});
    row("H02 no reason phrase", {.status = "HTTP/1.1 101"});
    row("H04 case of Upgrade", {.upgrade = "uPGRADE:WebSocket\r\n"});
    row("H05 keep-alive, Upgrade", {.connection = "Connection: keep-alive, Upgrade\r\n"});
    row("H05 two Connection lines", {.connection = "Connection: keep-alive\r\nConnection: upgrade\r\n"});
    row("H05 an empty element", {.connection = "Connection: , Zz, 9, Upgrade\r\n"});
    row("H06 blanks around", {.accept = "Sec-WebSocket-Accept: \t" + rfcAccept + " \t\r\n"});
    row("H17 five interim heads", {},
        QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(4) + "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n");
    row("H17 the fields of an interim head count for nothing", {},
        "HTTP/1.1 103 Early Hints\r\nSec-WebSocket-Accept: x\r\nSec-WebSocket-Protocol: y\r\n\r\n");
    row("H18 Content-Length and Transfer-Encoding are ignored",
        {.more = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"});
    row("H15 128 fields", {.more = QByteArray("X: y\r\n").repeated(125)});
    row("H15 name of 256 bytes", {.more = QByteArray(256, 'n') + ": x\r\n"});
    row("H24 octets above ASCII in a value", {.more = "X: \x80\xFF\r\n"});
    row("H15 line of 8 KiB", {.more = "X: " + QByteArray(8192 - 3, 'y') + "\r\n"});
    ws::ClientRequest asked = plainRequest();
    asked.subprotocols = {"a", "b"};
    asked.offerDeflate = true;
    QTest::newRow("H11 subprotocol of ours")
        << asked << Answer{.more = "Sec-WebSocket-Protocol: b\r\n"}.bytes() << QByteArray("b") << false;
    QTest::newRow("C10 deflate")
        << asked
        << Answer{.more = "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"}.bytes()
        << QByteArray("a") << true;
}

void TestClientHandshake::accepted()
{
    QFETCH(ws::ClientRequest, asked);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, subprotocol);
    QFETCH(bool, deflate);
    const QByteArray frames = "\x81\x05Hello";
    noteRow({"response", asked.subprotocols.join(','), asked.offerDeflate ? "1" : "0", bytes.toHex()});
    forEverySplit(bytes + frames, [&](const QList<QByteArray> &pieces) {
        ClientHandshake handshake = begin(asked);
        QByteArray rest;
        std::optional<ws::Accepted> accepted;
        for (const QByteArray &piece : pieces) {
            if (accepted) {
                rest += piece;
                continue;
            }
            auto result = handshake.receive(piece);
            if (auto *agreed = std::get_if<ws::Accepted>(&result)) {
                accepted = *agreed;
                rest = agreed->rest;
            }
            QVERIFY(!std::holds_alternative<ws::HandshakeError>(result));
        }
        QVERIFY(accepted);
        QCOMPARE(rest, frames); // H19.
        QCOMPARE(accepted->subprotocol, subprotocol);
        QCOMPARE(accepted->deflate.enabled, deflate);
        QVERIFY(bytes.endsWith(accepted->head));
    });
}

void TestClientHandshake::rejected_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HandshakeRule>("rule");
    const auto raw
        = [](const char *name, const QByteArray &bytes, HandshakeRule rule) { QTest::newRow(name) << bytes << rule; };
    const auto row
        = [&raw](const char *name, const Answer &answer, HandshakeRule rule) { raw(name, answer.bytes(), rule); };
    for (const char *line :
        {"HTTQ/1.1 101 Switching Protocols", "HTTP/1.0 101 Switching Protocols", "HTTP/2.0 101 x", "HTTP/1.1  101 x",
            "HTTP/1.1 0101 x", "HTTP/1.1 :01 x", "HTTP/1.1 1:1 x", "HTTP/1.1 10: x", "HTTP/1.1 101x", "HTTP/1.1 001 x",
            "HTTP/1.1 99 x", "ICY 101 OK", "220 mx ESMTP", "http/1.1 101 x", " HTTP/1.1 101 x", "HTTP/1.1\t101 x", ""})
        row(qPrintable(QStringLiteral("H02 '%1'").arg(QLatin1String(line))), {.status = line}, HandshakeRule::NotHttp);
    raw("H20 TLS alert", QByteArray::fromHex("15030300020246"), HandshakeRule::NotHttp);
    row("H04 no Upgrade", {.upgrade = {}}, HandshakeRule::UpgradeMissing);
    row("H04 Upgrade twice", {.upgrade = "Upgrade: websocket\r\nUpgrade: websocket\r\n"},
        HandshakeRule::UpgradeMissing);
    row("H04 Upgrade h2c", {.upgrade = "Upgrade: h2c\r\n"}, HandshakeRule::UpgradeMissing);
    row("H04 Upgrade list", {.upgrade = "Upgrade: websocket, h2c\r\n"}, HandshakeRule::UpgradeMissing);
    row("H05 no Connection", {.connection = {}}, HandshakeRule::ConnectionMissing);
    row("H05 Connection close", {.connection = "Connection: close\r\n"}, HandshakeRule::ConnectionMissing);
    row("H05 part of a token", {.connection = "Connection: upgraded\r\n"}, HandshakeRule::ConnectionMissing);
    row("H06 no Accept", {.accept = {}}, HandshakeRule::AcceptMissing);
    const QByteArray accept = Answer().accept;
    row("H06 Accept twice, equal", {.accept = accept + accept}, HandshakeRule::AcceptMissing);
    const auto wrong = [&row](const char *name, const QByteArray &value) {
        row(name, {.accept = "Sec-WebSocket-Accept: " + value + "\r\n"}, HandshakeRule::AcceptWrong);
    };
    wrong("H06 Accept wrong", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    wrong("H06 Accept empty", "");
    wrong("H06 Accept in lower case", rfcAccept.toLower());
    wrong("H06 Accept url-safe", QByteArray(rfcAccept).replace('+', '-'));
    wrong("H06 Accept without padding", rfcAccept.chopped(1));
    wrong("H06 Accept with a suffix", rfcAccept + "x");
    wrong("H07 Accept for another key", ws::acceptFor("AAAAAAAAAAAAAAAAAAAAAA=="));
    const auto extension = [&row](const char *name, const QByteArray &line) {
        row(name, {.more = line + "\r\n"}, HandshakeRule::ExtensionNotOffered);
    };
    extension("H08 C01 deflate not offered", "Sec-WebSocket-Extensions: permessage-deflate");
    extension("H08 other extension", "Sec-WebSocket-Extensions: x-other");
    extension("H08 empty list", "Sec-WebSocket-Extensions:");
    extension("H08 malformed", "Sec-WebSocket-Extensions: a;;b");
    extension("H09 twice", "Sec-WebSocket-Extensions: a\r\nSec-WebSocket-Extensions: a");
    row("H11 none requested", {.more = "Sec-WebSocket-Protocol: a\r\n"}, HandshakeRule::SubprotocolNotOffered);
    row("H11 empty value", {.more = "Sec-WebSocket-Protocol:\r\n"}, HandshakeRule::SubprotocolNotOffered);
    const auto field
        = [&row](const char *name, const QByteArray &line, HandshakeRule rule = HandshakeRule::MalformedField) {
              row(name, {.more = line + "\r\n"}, rule);
          };
    field("H13 no colon", "X");
    field("H13 empty name", ": x");
    field("H13 space before the colon", "X : y");
    field("H13 folded line", "X: y\r\n z");
    field("H13 NUL in a value", QByteArray("X: a\0b", 6));
    field("H13 control character in a value", "X: \x1b[2J");
    field("H13 DEL in a value", "X: \x7F");
    field("H13 control character in a name", "X\x01: y");
    field("H13 bare CR", "X: a\rb");
    field("H13 name of 257 bytes", QByteArray(257, 'n') + ": x");
    field("H14 bare LF", "X: a\nY: b");
    raw("H13 leading space in the first field", "HTTP/1.1 101 x\r\n X: y\r\n\r\n", HandshakeRule::MalformedField);
    raw("H14 bare LF at the end", Answer().bytes().chopped(2) + "\n", HandshakeRule::MalformedField);
    field("H15 line over 8 KiB", "X: " + QByteArray(8192 - 2, 'y'), HandshakeRule::HeadTooLarge);
    field("H15 129 fields", QByteArray("X: y\r\n").repeated(125) + "X: y", HandshakeRule::HeadTooLarge);
    field("H15 head over 64 KiB", ("X: " + QByteArray(8000, 'y') + "\r\n").repeated(8) + "X: " + QByteArray(1500, 'y'),
        HandshakeRule::HeadTooLarge);
    raw("H02 status of two digits", "HTTP/1.1 10\r\n\r\n", HandshakeRule::NotHttp);
    raw("H15 endless line", "HTTP/1.1 101 " + QByteArray(9000, 'x'), HandshakeRule::HeadTooLarge);
    raw("H17 interim heads over 64 KiB together",
        ("HTTP/1.1 103 Early Hints\r\n" + ("X: " + QByteArray(8000, 'y') + "\r\n").repeated(3) + "\r\n").repeated(3),
        HandshakeRule::HeadTooLarge);
    raw("H17 six interim heads", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(6),
        HandshakeRule::TooManyInterim);
}

void TestClientHandshake::rejected()
{
    QFETCH(QByteArray, bytes);
    QFETCH(HandshakeRule, rule);
    noteRow({"response", {}, "0", bytes.toHex()});
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        ClientHandshake handshake = begin(plainRequest());
        for (const QByteArray &piece : pieces) {
            const auto result = handshake.receive(piece);
            QVERIFY(!std::holds_alternative<ws::Accepted>(result));
            if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
                QCOMPARE(error->rule, rule);
                QVERIFY(error->head.size() <= 65'536);
                return;
            }
        }
        QFAIL("The answer was not refused.");
    });
}

void TestClientHandshake::connectionClosed()
{
    // H03: nothing, and every shorter prefix of an answer.
    const QByteArray bytes = Answer().bytes();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        ClientHandshake handshake = begin(plainRequest());
        QVERIFY(std::holds_alternative<ClientHandshake::Pending>(handshake.receive(bytes.first(size))));
        const ws::HandshakeError error = handshake.finished();
        QCOMPARE(error.rule, HandshakeRule::ConnectionClosed);
        QCOMPARE(error.head, bytes.first(size));
    }
    // What was wrong is shown, not all of it.
    ClientHandshake wrong = begin(plainRequest());
    const QByteArray field = "bad name" + QByteArray(1000, 'x');
    const auto refused = wrong.receive("HTTP/1.1 101 x\r\n" + field + ": y\r\n\r\n");
    QCOMPARE(std::get<ws::HandshakeError>(refused).reason, field.first(256));
    // H11, and H12: none at all.
    for (const char *answered : {"", "Sec-WebSocket-Protocol: A\r\n", "Sec-WebSocket-Protocol: a, b\r\n",
             "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: a\r\n"}) {
        ws::ClientRequest asked = plainRequest();
        asked.subprotocols = {"a", "b"};
        ClientHandshake handshake = begin(asked);
        const auto result = handshake.receive(Answer{.more = answered}.bytes());
        QCOMPARE(std::get<ws::HandshakeError>(result).rule,
            qstrlen(answered) == 0 ? HandshakeRule::SubprotocolMissing : HandshakeRule::SubprotocolNotOffered);
    }
}

void TestClientHandshake::refusal_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("needsEnd"); // Only the connection's end tells that the body is whole.
    const auto row = [](const char *name, const QByteArray &bytes, int status, const QByteArray &body,
                         bool needsEnd = false) { QTest::newRow(name) << bytes << status << body << needsEnd; };
    row("H01 401 with a body", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nnope", 401, "nope");
    row("H01 200 without a length", "HTTP/1.1 200 OK\r\n\r\n<html>", 200, "<html>", true);
    row("H01 204 has no body", "HTTP/1.1 204 No Content\r\n\r\n", 204, "");
    row("H01 301", "HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 301, "");
    row("H01 404 of HTTP/1.0", "HTTP/1.0 404 File not found\r\n\r\ngone", 404, "gone", true);
    row("H01 500 behind an interim head", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 x\r\nContent-Length: 1\r\n\r\n!",
        500, "!");
    row("H23 chunked", "HTTP/1.1 403 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 403,
        "abcde");
    row("H23 chunked beside a length",
        "HTTP/1.1 403 x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 403, "abc");
    row("H23 chunks of one byte", "HTTP/1.1 403 x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n",
        403, "ab");
    row("H23 chunks that are none", "HTTP/1.1 403 x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 403, "");
    row("H23 an extension without a size", "HTTP/1.1 403 x\r\nTransfer-Encoding: chunked\r\n\r\n;3\r\nabc", 403, "");
    row("H23 negative chunk", "HTTP/1.1 403 x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", 403, "");
    row("H23 Content-Length of 10^18",
        "HTTP/1.1 503 x\r\nContent-Length: 1000000000000000000\r\n\r\n" + QByteArray(65'536, 'x'), 503,
        QByteArray(65'536, 'x'));
    row("H23 Content-Length beyond counting", "HTTP/1.1 503 x\r\nContent-Length: 99999999999999999999\r\n\r\nx", 503,
        "x", true);
    row("H23 negative Content-Length", "HTTP/1.1 503 x\r\nContent-Length: -1\r\n\r\nx", 503, "x", true);
    row("H01 304 has no body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, "");
    row("H01 204 with chunks has none", "HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n", 204, "");
    row("H01 305 has one", "HTTP/1.1 305 Use Proxy\r\nContent-Length: 1\r\n\r\nx", 305, "x");
    row("H23 bytes behind a body of none", "HTTP/1.1 301 x\r\nContent-Length: 0\r\n\r\nextra", 301, "");
    row("H23 another encoding", "HTTP/1.1 403 x\r\nTransfer-Encoding: gzip\r\n\r\n3\r\nabc", 403, "3\r\nabc", true);
    row("H23 endless body", "HTTP/1.1 503 x\r\n\r\n" + QByteArray(65'536, 'x'), 503, QByteArray(65'536, 'x'));
    row("H24 foreign bytes", "HTTP/1.1 500 \xff\xfe\r\nX: \xff\r\nContent-Length: 1\r\n\r\n\x1b", 500, "\x1b");
}

void TestClientHandshake::refusal()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, needsEnd);
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        ClientHandshake handshake = begin(plainRequest());
        std::optional<ws::HandshakeError> error;
        for (const QByteArray &piece : pieces) {
            if (error)
                break; // The last chunk's empty line.
            const auto result = handshake.receive(piece);
            if (const auto *refused = std::get_if<ws::HandshakeError>(&result))
                error = *refused;
        }
        QCOMPARE(!error.has_value(), needsEnd);
        if (!error)
            error = handshake.finished();
        QCOMPARE(error->rule, HandshakeRule::StatusNot101);
        QCOMPARE(error->status, status);
        QCOMPARE(error->body, body);
    });
    ClientHandshake endless = begin(plainRequest()); // H23: what passes the bound is not kept, nor is more asked for.
    QVERIFY(std::holds_alternative<ClientHandshake::Pending>(
        endless.receive("HTTP/1.1 503 x\r\n\r\n" + QByteArray(40'000, 'x'))));
    const auto cut = endless.receive(QByteArray(40'000, 'x'));
    QCOMPARE(std::get<ws::HandshakeError>(cut).body.size(), 65'536);
    ClientHandshake handshake = begin(plainRequest());
    const auto result
        = handshake.receive("HTTP/1.1 429 Slow down\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n"); // H22.
    QCOMPARE(std::get<ws::HandshakeError>(result).retryAfter, "17");
    QCOMPARE(std::get<ws::HandshakeError>(result).reason, "Slow down");
}

void TestClientHandshake::freshKey()
{
    base::SystemRandom random;
    const auto first = ClientHandshake::create(plainRequest(), random);
    const auto second = ClientHandshake::create(plainRequest(), random);
    QVERIFY(first->request() != second->request()); // H07.
}

void TestClientHandshake::noRandomness()
{
    FixedRandom random;
    random.fails = true;
    const auto handshake = ClientHandshake::create(plainRequest(), random);
    QVERIFY(!handshake);
    QCOMPARE(handshake.error(), RequestError::NoRandomness);
}

QTEST_GUILESS_MAIN(TestClientHandshake)
#include "tst_clienthandshake.moc"
