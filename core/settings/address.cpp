// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/address.h"

#include <QHostAddress>

#include <algorithm>

namespace settings {
namespace {

using base::Unexpected;

constexpr qsizetype longestAddress = 64 * 1024;

bool hasControls(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || c == u'\u2028'
            || c == u'\u2029';
    });
}

// `example.org:9000/x` must not be read as the scheme `example.org`: a scheme is followed by two slashes.
QString schemeOf(const QString &text)
{
    const auto end = text.indexOf(QLatin1String("://"));
    const auto begins
        = [&](qsizetype at) { return text[at].isLetterOrNumber() || QStringView(u"+-.").contains(text[at]); };
    for (qsizetype at = 0; at < end; ++at) {
        if (!begins(at))
            return {};
    }
    return end > 0 ? text.left(end).toLower() : QString();
}

// RFC 1918. Qt 6.4 has no name for it.
bool isPrivate(const QHostAddress &address)
{
    return address.isInSubnet(QHostAddress(0x0A00'0000), 8) || address.isInSubnet(QHostAddress(0xAC10'0000), 12)
        || address.isInSubnet(QHostAddress(0xC0A8'0000), 16);
}

bool isNear(const QUrl &url)
{
    const QString host = url.host();
    const QHostAddress address(host);
    if (!address.isNull())
        return address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast() || isPrivate(address);
    const bool local = host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))
        || host.endsWith(QLatin1String(".local"));
    return local || !host.contains(u'.');
}

// QUrl reads a bad port as an invalid address; a person should hear which part is wrong.
bool portIsBad(const QString &address)
{
    const auto slashes = address.indexOf(QLatin1String("://"));
    QString authority = address.mid(slashes + 3);
    const auto end = std::ranges::find_if(authority, [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    authority.truncate(end - authority.begin());
    authority = authority.mid(authority.lastIndexOf(u'@') + 1);
    const auto colon = authority.lastIndexOf(u':');
    if (colon < 0 || colon < authority.lastIndexOf(u']') || (authority.count(u':') > 1 && !authority.contains(u']')))
        return false;
    bool number = false;
    const int port = authority.mid(colon + 1).toInt(&number);
    return !number || port < 1 || port > 65'535;
}

// How the address reads with a WebSocket scheme, or nothing for a scheme that is none.
base::Expected<QString, AddressError> withScheme(const QString &text)
{
    const QString scheme = schemeOf(text);
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("wss"))
        return text;
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https"))
        return (scheme == QLatin1String("http") ? QStringLiteral("ws") : QStringLiteral("wss"))
            + text.mid(scheme.size());
    if (!scheme.isEmpty() || text.startsWith(QLatin1String("file:")) || text.startsWith(QLatin1String("data:"))
        || text.startsWith(QLatin1String("javascript:")))
        return Unexpected{AddressError::SchemeNotWebSocket};
    return QStringLiteral("wss://") + (text.startsWith(QLatin1String("//")) ? text.mid(2) : text);
}

// One per cent sign that begins no escape makes QUrl escape all of them, also those that were meant.
QString withStrayPercentsEscaped(const QString &text)
{
    const auto isHex = [&](qsizetype at) {
        const char16_t c = at < text.size() ? text[at].unicode() : u'\0';
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    QString escaped;
    for (qsizetype at = 0; at < text.size(); ++at) {
        escaped += text[at];
        if (text[at] == u'%' && !(isHex(at + 1) && isHex(at + 2)))
            escaped += QLatin1String("25");
    }
    return escaped;
}

} // namespace

base::Expected<QUrl, AddressError> parseAddress(const QString &typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return Unexpected{AddressError::Empty};
    if (text.size() > longestAddress)
        return Unexpected{AddressError::TooLong};
    if (hasControls(text))
        return Unexpected{AddressError::HasControls};
    const auto full = withScheme(text);
    if (!full)
        return Unexpected{full.error()};
    if (portIsBad(*full))
        return Unexpected{AddressError::PortInvalid};
    QUrl url(withStrayPercentsEscaped(*full), QUrl::TolerantMode);
    if (!url.isValid())
        return Unexpected{url.host().isEmpty() && full->contains(QLatin1String(":///")) ? AddressError::HostMissing
                                                                                        : AddressError::Invalid};
    if (url.host().isEmpty())
        return Unexpected{AddressError::HostMissing};
    if (url.hasFragment())
        return Unexpected{AddressError::FragmentInUrl};
    if (schemeOf(text).isEmpty() && url.port() != 443 && (isNear(url) || url.port() == 80))
        url.setScheme(QStringLiteral("ws"));
    return url;
}

} // namespace settings
