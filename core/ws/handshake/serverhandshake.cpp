// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/serverhandshake.h"

#include "core/ws/handshake/grammar.h"

#include <algorithm>

namespace ws {
namespace {

struct RequestLine
{
    QByteArray method;
    QByteArray target;
};

// RFC 9112 §3: method, target in origin form, HTTP/1.1.
std::optional<RequestLine> readRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first == last || // One blank, or none.
        line.sliced(last + 1) != QByteArrayView("HTTP/1.1"))
        return {};
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const bool isVisible = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (!isToken(line.first(first)) || !target.startsWith('/') || !isVisible || target.contains('#'))
        return {};
    return RequestLine{.method = line.first(first).toByteArray(), .target = target.toByteArray()};
}

bool hasToken(const QList<HeaderField> &fields, QByteArrayView name, QByteArrayView wanted)
{
    const auto tokens = readTokenList(joinedField(fields, name));
    return tokens && std::any_of(tokens->begin(), tokens->end(), [wanted](const QByteArray &token) {
        return equalsIgnoringCase(token, wanted);
    });
}

bool isKey(const FoundField &key)
{
    if (key.count != 1 || key.value.size() != 24)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(key.value, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == 16;
}

// A body would be taken for frames, or frames for a body: a request that announces one is refused.
bool hasBody(const QList<HeaderField> &fields)
{
    const FoundField length = findField(fields, "Content-Length");
    return findField(fields, "Transfer-Encoding").count > 0 || length.count > 1
        || (length.count == 1 && length.value != "0");
}

// §4.2.1: the first rule that the request breaks.
std::optional<HandshakeRule> requestProblem(const RequestLine &line, const QList<HeaderField> &fields)
{
    if (line.method != "GET")
        return HandshakeRule::MethodNotGet;
    const FoundField host = findField(fields, "Host");
    if (host.count != 1 || host.value.isEmpty())
        return HandshakeRule::HostMissing;
    if (hasBody(fields))
        return HandshakeRule::MalformedField;
    if (!hasToken(fields, "Upgrade", "websocket"))
        return HandshakeRule::UpgradeMissing;
    if (!hasToken(fields, "Connection", "upgrade"))
        return HandshakeRule::ConnectionMissing;
    const FoundField version = findField(fields, "Sec-WebSocket-Version");
    if (version.count != 1 || version.value != "13")
        return HandshakeRule::VersionNot13;
    if (!isKey(findField(fields, "Sec-WebSocket-Key")))
        return HandshakeRule::KeyInvalid;
    if (findField(fields, "Origin").count > 1)
        return HandshakeRule::MalformedField;
    return {};
}

QByteArray onOneLine(QByteArrayView text)
{
    QByteArray line = text.toByteArray();
    std::replace_if(
        line.begin(), line.end(),
        [](char c) {
            return !isFieldValue({&c, 1});
        },
        '?');
    return line;
}

} // namespace

ServerHandshake::Result ServerHandshake::receive(QByteArrayView bytes)
{
    const HttpHeadReader::State state = m_head.receive(bytes);
    // A method is a token: what begins otherwise, a TLS greeting for one, will never be HTTP (H20).
    if (!m_head.bytes().isEmpty() && !isToken(QByteArrayView(m_head.bytes()).first(1)))
        return error(HandshakeRule::NotHttp);
    if (state == HttpHeadReader::State::Reading)
        return Pending{};
    if (state == HttpHeadReader::State::Broken)
        return error(m_head.rule(), m_head.offender());
    return headComplete(bytes);
}

ServerHandshake::Result ServerHandshake::headComplete(QByteArrayView rest) const
{
    const QList<HeaderField> &fields = m_head.fields();
    const auto line = readRequestLine(m_head.startLine());
    if (!line)
        return error(HandshakeRule::NotHttp, m_head.startLine());
    if (const auto problem = requestProblem(*line, fields))
        return error(*problem);
    const auto subprotocols = readTokenList(joinedField(fields, "Sec-WebSocket-Protocol"));
    const bool offersExtensions = findField(fields, "Sec-WebSocket-Extensions").count > 0;
    const auto extensions
        = offersExtensions ? readExtensions(joinedField(fields, "Sec-WebSocket-Extensions")) : QList<Extension>{};
    if (!subprotocols || !extensions)
        return error(HandshakeRule::MalformedField);
    const FoundField origin = findField(fields, "Origin");
    return ServerRequest{.target = line->target,
        .host = findField(fields, "Host").value,
        .origin = origin.value,
        .hasOrigin = origin.count > 0,
        .subprotocols = *subprotocols,
        .extensions = *extensions,
        .headers = fields,
        .key = findField(fields, "Sec-WebSocket-Key").value,
        .head = m_head.bytes(),
        .rest = rest.toByteArray()};
}

HandshakeError ServerHandshake::error(HandshakeRule rule, const QByteArray &offender) const
{
    return {.rule = rule, .status = 0, .reason = offender, .head = m_head.bytes(), .body = {}, .retryAfter = {}};
}

QByteArray ServerHandshake::accept(
    const ServerRequest &request, const QByteArray &subprotocol, const DeflateParameters &deflate)
{
    Q_ASSERT(subprotocol.isEmpty() || request.subprotocols.contains(subprotocol));
    QByteArray head
        = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + acceptFor(request.key) + "\r\n";
    if (!subprotocol.isEmpty())
        head += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
    if (deflate.enabled)
        head += "Sec-WebSocket-Extensions: " + writeAnswer(deflate) + "\r\n";
    return head + "\r\n";
}

QByteArray ServerHandshake::refuse(
    int status, QByteArrayView reason, QByteArrayView body, const QList<HeaderField> &extra)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + onOneLine(reason) + "\r\n";
    for (const HeaderField &field : extra)
        head += onOneLine(field.name) + ": " + onOneLine(field.value) + "\r\n";
    head += "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nConnection: close\r\n\r\n";
    return head.append(body);
}

QByteArray ServerHandshake::refuse(const HandshakeError &error)
{
    switch (error.rule) {
    case HandshakeRule::MethodNotGet:
        return refuse(405, "Method Not Allowed", "A WebSocket begins with GET.\n", {{.name = "Allow", .value = "GET"}});
    case HandshakeRule::VersionNot13:
        return refuse(426, "Upgrade Required", "Only version 13 is spoken here.\n",
            {{.name = "Upgrade", .value = "websocket"}, {.name = "Sec-WebSocket-Version", .value = "13"}});
    case HandshakeRule::UpgradeMissing:
        return refuse(426, "Upgrade Required", "Only WebSocket is spoken here.\n",
            {{.name = "Upgrade", .value = "websocket"}, {.name = "Sec-WebSocket-Version", .value = "13"}});
    case HandshakeRule::HeadTooLarge:
        return refuse(431, "Request Header Fields Too Large", "The request's head is too large.\n");
    case HandshakeRule::KeyInvalid:
        return refuse(400, "Bad Request", "Sec-WebSocket-Key is not the base64 of 16 bytes.\n");
    case HandshakeRule::HostMissing: return refuse(400, "Bad Request", "One Host is needed.\n");
    case HandshakeRule::ConnectionMissing: return refuse(400, "Bad Request", "Connection does not name upgrade.\n");
    case HandshakeRule::ConnectionClosed:
    case HandshakeRule::NotHttp:
    case HandshakeRule::MalformedField:
    case HandshakeRule::TooManyInterim:
    case HandshakeRule::StatusNot101:
    case HandshakeRule::AcceptMissing:
    case HandshakeRule::AcceptWrong:
    case HandshakeRule::ExtensionNotOffered:
    case HandshakeRule::SubprotocolNotOffered:
    case HandshakeRule::SubprotocolMissing: break;
    }
    return refuse(400, "Bad Request", "This is no WebSocket request.\n");
}

} // namespace ws
