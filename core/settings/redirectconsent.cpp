// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/redirectconsent.h"

#include <algorithm>

namespace settings {
namespace {

bool isWebScheme(const QString &scheme)
{
    return scheme == QLatin1String("ws") || scheme == QLatin1String("wss") || scheme == QLatin1String("http")
        || scheme == QLatin1String("https");
}

QString hostOf(const QString &authority) { return authority.left(authority.lastIndexOf(u':')); }

} // namespace

std::optional<QString> agreedServer(const QString &typed)
{
    const QString text = typed.trimmed();
    const bool hasScheme = text.contains(QLatin1String("://"));
    const QUrl url(hasScheme ? text : QStringLiteral("ws://") + text, QUrl::StrictMode);
    const bool isBare = (url.path().isEmpty() || url.path() == QLatin1String("/")) && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment();
    if (!url.isValid() || !isWebScheme(url.scheme()) || url.host().isEmpty() || url.port() == 0 || !isBare)
        return {};
    if (hasScheme)
        return net::serverOf(url);
    const QString authority = net::authorityOf(net::endpointFor(url));
    return url.port() < 0 ? hostOf(authority) : authority;
}

bool agreesTo(const Profile &profile, const QUrl &target)
{
    const QString server = net::serverOf(target);
    const net::Endpoint endpoint = net::endpointFor(target);
    const QString authority = net::authorityOf(endpoint);
    const bool isUsualPort = endpoint.port == (endpoint.tls ? 443 : 80);
    return std::ranges::any_of(profile.redirectsTo, [&](const QString &agreed) {
        return agreed == server || agreed == authority || (isUsualPort && agreed == hostOf(authority));
    });
}

Profile withRedirectTo(Profile profile, const QString &server)
{
    profile.followRedirects = true;
    if (const auto agreed = agreedServer(server); agreed && !profile.redirectsTo.contains(*agreed))
        profile.redirectsTo.append(*agreed);
    return profile;
}

} // namespace settings
