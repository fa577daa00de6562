// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpoint.h"

namespace net {

QString authorityOf(const Endpoint &endpoint)
{
    QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host.toLower();
    if (host.endsWith(u'.'))
        host.chop(1); // The root's: the same name, written in full.
    return host + u':' + QString::number(endpoint.port);
}

Endpoint endpointFor(const QUrl &url)
{
    const bool tls = url.scheme().compare(QLatin1String("wss"), Qt::CaseInsensitive) == 0;
    // Encoded: an international name is looked up and verified in its ASCII form.
    return {.host = url.host(QUrl::FullyEncoded).replace(QLatin1String("%25"), QLatin1String("%")),
        .port = static_cast<quint16>(url.port(tls ? 443 : 80)),
        .tls = tls,
        .proxy = {},
        .tlsSettings = {}};
}

QString serverOf(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    QUrl asWebSocket = url;
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https"))
        asWebSocket.setScheme(scheme == QLatin1String("http") ? QStringLiteral("ws") : QStringLiteral("wss"));
    return asWebSocket.scheme().toLower() + QLatin1String("://") + authorityOf(endpointFor(asWebSocket));
}

} // namespace net
