// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/syntheticpeer.h"

#include <QUrl>

namespace exporters {

SyntheticPeer SyntheticPeer::of(const QString &text)
{
    const QUrl url(text);
    if (!url.isValid() || url.host().isEmpty())
        return {.url = "ws://unknown/", .host = "unknown", .target = "/", .port = 80};
    const bool isTls = url.scheme().compare(QLatin1String("wss"), Qt::CaseInsensitive) == 0;
    SyntheticPeer peer;
    peer.url = url.toEncoded();
    peer.port = static_cast<quint16>(url.port(isTls ? 443 : 80));
    peer.host = url.host(QUrl::FullyEncoded).toLatin1();
    if (url.port() >= 0)
        peer.host += ':' + QByteArray::number(url.port());
    peer.target = url.path(QUrl::FullyEncoded).toLatin1();
    if (!peer.target.startsWith('/'))
        peer.target.prepend('/');
    if (url.hasQuery())
        peer.target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return peer;
}

QByteArray requestHead(const SyntheticPeer &peer)
{
    return "GET " + peer.target + " HTTP/1.1\r\nHost: " + peer.host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          "Sec-WebSocket-Version: 13\r\n\r\n";
}

QByteArray responseHead()
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
}

} // namespace exporters
