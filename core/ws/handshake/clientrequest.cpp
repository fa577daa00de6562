// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/clientrequest.h"

#include "core/ws/handshake/grammar.h"

#include <algorithm>
#include <array>

namespace ws {
namespace {

bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// Fields that the handshake itself writes, or that would announce a body (H28).
bool isReserved(QByteArrayView name)
{
    static constexpr std::array reserved{"host", "upgrade", "connection", "content-length", "transfer-encoding"};
    static constexpr QByteArrayView prefix = "sec-websocket-";
    if (name.size() >= prefix.size() && equalsIgnoringCase(name.first(prefix.size()), prefix))
        return true;
    return std::any_of(
        reserved.begin(), reserved.end(), [name](const char *word) { return equalsIgnoringCase(name, word); });
}

QByteArray target(const QUrl &url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toUtf8();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    return target;
}

// RFC 3986 §3.2.2 brackets an IPv6 literal; its zone means something on this machine only (RFC 6874 §4, H30).
QByteArray hostName(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toUtf8();
    if (host.contains(':')) {
        if (const qsizetype zone = host.indexOf('%'); zone >= 0)
            host.truncate(zone);
        return '[' + host + ']';
    }
    return host;
}

QByteArray hostField(const QUrl &url)
{
    const int defaultPort = url.scheme() == QLatin1String("wss") ? 443 : 80;
    const int port = url.port(defaultPort);
    return port == defaultPort ? hostName(url) : hostName(url) + ':' + QByteArray::number(port);
}

std::optional<RequestError> urlProblem(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || url.port(80) == 0)
        return RequestError::UrlInvalid;
    if (url.scheme() != QLatin1String("ws") && url.scheme() != QLatin1String("wss"))
        return RequestError::SchemeNotWebSocket;
    if (url.hasFragment())
        return RequestError::FragmentInUrl;
    if (!isVisibleAscii(target(url)) || !isVisibleAscii(hostName(url)))
        return RequestError::UrlInvalid;
    return {};
}

std::optional<RequestError> headersProblem(const ClientRequest &request)
{
    for (const HeaderField &field : request.headers) {
        if (!isToken(field.name) || !isFieldValue(field.value))
            return RequestError::HeaderInvalid;
        const bool secondOrigin = equalsIgnoringCase(field.name, "Origin") && !request.origin.isEmpty();
        if (isReserved(field.name) || secondOrigin)
            return RequestError::HeaderReserved;
    }
    return {};
}

QByteArray credentials(const QUrl &url)
{
    return (url.userName(QUrl::FullyDecoded) + QLatin1Char(':') + url.password(QUrl::FullyDecoded)).toUtf8().toBase64();
}

} // namespace

std::optional<RequestError> problemOf(const ClientRequest &request)
{
    if (const auto problem = urlProblem(request.url))
        return problem;
    if (const auto problem = headersProblem(request))
        return problem;
    for (qsizetype i = 0; i < request.subprotocols.size(); ++i) {
        const QByteArray &subprotocol = request.subprotocols[i];
        if (!isToken(subprotocol) || request.subprotocols.indexOf(subprotocol) != i)
            return RequestError::SubprotocolInvalid;
    }
    if (!isVisibleAscii(request.origin))
        return RequestError::OriginInvalid;
    return {};
}

QByteArray writeRequest(const ClientRequest &request, const QByteArray &key)
{
    QByteArray head = "GET " + target(request.url) + " HTTP/1.1\r\n";
    const auto add = [&head](const QByteArray &name, const QByteArray &value) { head += name + ": " + value + "\r\n"; };
    add("Host", hostField(request.url));
    add("Upgrade", "websocket");
    add("Connection", "Upgrade");
    add("Sec-WebSocket-Key", key);
    add("Sec-WebSocket-Version", "13");
    if (!request.origin.isEmpty())
        add("Origin", request.origin);
    if (!request.subprotocols.isEmpty())
        add("Sec-WebSocket-Protocol", request.subprotocols.join(", "));
    if (request.offerDeflate)
        add("Sec-WebSocket-Extensions", writeOffer(request.deflate));
    if (!request.url.userInfo().isEmpty() && findField(request.headers, "Authorization").count == 0)
        add("Authorization", "Basic " + credentials(request.url));
    for (const HeaderField &field : request.headers)
        add(field.name, trimmed(field.value).toByteArray());
    return head + "\r\n";
}

} // namespace ws
