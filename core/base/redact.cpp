// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redact.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <algorithm>
#include <array>

namespace base {
namespace {

constexpr auto hidden = "\xE2\x80\xA6"; // the ellipsis, in UTF-8

QByteArray redactedQuery(const QByteArray &query)
{
    QByteArray out;
    for (const QByteArray &item : query.split('&')) {
        if (!out.isEmpty())
            out += '&';
        const auto equals = item.indexOf('=');
        out += equals < 0 ? (item.size() > 24 ? QByteArray(hidden) : item) : item.left(equals + 1) + hidden;
    }
    return out;
}

QByteArray redactedPath(const QByteArray &path)
{
    QByteArrayList segments = path.split('/');
    for (QByteArray &segment : segments) {
        if (looksLikeToken(segment))
            segment = hidden;
    }
    return segments.join('/');
}

} // namespace

bool looksLikeToken(QByteArrayView text)
{
    static constexpr qsizetype shortest = 20;
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto belongs = [&](char c) { return isLetter(c) || isDigit(c) || QByteArrayView("-_.~=+").contains(c); };
    return text.size() >= shortest && std::ranges::all_of(text, belongs) && std::ranges::any_of(text, isLetter)
        && std::ranges::any_of(text, isDigit);
}

QString redactedUrl(const QUrl &url)
{
    QUrl shown = url;
    const bool hadUser = !shown.userInfo().isEmpty();
    const bool hadQuery = shown.hasQuery();
    const QByteArray query = redactedQuery(shown.query(QUrl::FullyEncoded).toUtf8());
    shown.setUserInfo({});
    shown.setQuery(QString());
    shown.setFragment({});
    const QByteArray path = redactedPath(shown.path(QUrl::FullyEncoded).toUtf8());
    shown.setPath(QString());
    QString text = shown.toString(QUrl::FullyEncoded) + QString::fromUtf8(path);
    if (hadUser) {
        const auto authority = text.indexOf(QLatin1String("//"));
        if (authority >= 0)
            text.insert(authority + 2, QString::fromUtf8(hidden) + QLatin1Char('@'));
    }
    if (hadQuery)
        text += QLatin1Char('?') + QString::fromUtf8(query);
    return text;
}

bool isSecretHeader(QByteArrayView name)
{
    static constexpr std::array exact{
        "authorization", "proxy-authorization", "cookie", "set-cookie", "sec-websocket-key", "sec-websocket-protocol"};
    const QByteArray lower = name.toByteArray().trimmed().toLower();
    if (std::ranges::any_of(exact, [&](const char *secret) { return lower == secret; }))
        return true;
    return lower.contains("token") || lower.contains("secret") || lower.contains("key") || lower.contains("password");
}

QByteArray redactedHead(const QByteArray &head)
{
    QByteArray out;
    bool first = true;
    for (const QByteArray &line : head.split('\n')) {
        if (!out.isEmpty())
            out += '\n';
        if (first) {
            first = false;
            const auto query = line.indexOf('?');
            const auto space = line.lastIndexOf(' ');
            const auto begin = line.indexOf(' ');
            const auto end = query >= 0 && query < space ? query : space;
            if (begin >= 0 && end > begin)
                out += line.left(begin + 1) + redactedPath(line.mid(begin + 1, end - begin - 1));
            else
                out += line.left(end);
            if (query >= 0 && space > query)
                out += '?' + redactedQuery(line.mid(query + 1, space - query - 1));
            out += end >= 0 ? line.mid(space) : QByteArray();
            continue;
        }
        const auto colon = line.indexOf(':');
        if (colon > 0 && isSecretHeader(QByteArrayView(line).first(colon)))
            out += line.left(colon + 1) + ' ' + hidden + (line.endsWith('\r') ? "\r" : "");
        else
            out += line;
    }
    return out;
}

} // namespace base
