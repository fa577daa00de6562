// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/certificateexception.h"

#include "core/settings/redirectconsent.h"

namespace settings {

Profile withException(Profile profile, const QString &authority, const QByteArray &leaf)
{
    profile.tls.exceptions.insert(authority, leaf);
    return profile;
}

std::optional<QString> exceptionAuthority(const QString &typed)
{
    const QString text = typed.trimmed();
    const qsizetype colon = text.lastIndexOf(u':');
    const bool hasPort = colon > 0 && colon > text.lastIndexOf(u']') && colon + 1 < text.size();
    if (!hasPort || text.contains(QLatin1String("://")) || text.contains(u'/'))
        return {};
    const QUrl url(QStringLiteral("wss://") + text, QUrl::StrictMode);
    if (!agreedServer(text) || url.port() <= 0)
        return {};
    return net::authorityOf(net::endpointFor(url));
}

} // namespace settings
