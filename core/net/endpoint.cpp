// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpoint.h"

namespace net {

QString authorityOf(const Endpoint &endpoint)
{
    const QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host;
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

} // namespace net
