// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redact.h"

#include "core/base/secrets.h"

#include <QUrl>

namespace base {
namespace {

constexpr auto hidden = "\xE2\x80\xA6"; // the ellipsis, in UTF-8

// A path, and a query whose values are hidden whatever they are.
QByteArray redactedTail(QByteArrayView tail) { return withoutSecrets(tail, secretsInAddress(tail, QueryValues::All)); }

QByteArray redactedRequestLine(QByteArrayView line)
{
    const auto begin = line.indexOf(' ') + 1;
    const auto end = line.lastIndexOf(' ');
    if (line.startsWith("HTTP/") || end <= begin)
        return line.toByteArray();
    return line.first(begin).toByteArray() + redactedTail(line.sliced(begin, end - begin))
        + line.sliced(end).toByteArray();
}

// A field with what is folded behind it; the line's own end stays.
QByteArray redactedFieldLine(QByteArrayView line)
{
    const auto colon = line.indexOf(':');
    if (colon <= 0)
        return line.toByteArray();
    const QByteArrayView value = line.sliced(colon + 1);
    return line.first(colon + 1).toByteArray() + withoutSecrets(value, secretsInField(line.first(colon), value));
}

} // namespace

QString redactedUrl(const QUrl &url)
{
    QUrl shown = url;
    const bool hadUser = !shown.userInfo().isEmpty();
    const bool hadQuery = shown.hasQuery();
    const QByteArray query = shown.query(QUrl::FullyEncoded).toUtf8();
    const QByteArray path = shown.path(QUrl::FullyEncoded).toUtf8();
    shown.setUserInfo({});
    shown.setQuery(QString());
    shown.setFragment({});
    shown.setPath(QString());
    QString text = shown.toString(QUrl::FullyEncoded) + QString::fromUtf8(withoutSecrets(path, secretsInAddress(path)));
    if (hadUser) {
        const auto authority = text.indexOf(QLatin1String("//"));
        if (authority >= 0)
            text.insert(authority + 2, QString::fromUtf8(hidden) + QLatin1Char('@'));
    }
    if (hadQuery)
        text += QString::fromUtf8(redactedTail('?' + query));
    return text;
}

bool isSecretHeader(QByteArrayView name)
{
    constexpr QByteArrayView sample("x");
    return worst(secretsInField(name, sample)) == Judgement::Secret;
}

QByteArray redactedHead(const QByteArray &head)
{
    QByteArray out;
    qsizetype from = 0;
    while (from < head.size()) {
        // A line that begins with a space goes on with the one before (obs-fold, RFC 9112 §5.2).
        qsizetype end = head.indexOf('\n', from);
        while (end >= 0 && from > 0 && end + 1 < head.size() && (head[end + 1] == ' ' || head[end + 1] == '\t'))
            end = head.indexOf('\n', end + 1);
        const qsizetype next = end < 0 ? head.size() : end + 1;
        const QByteArrayView line = QByteArrayView(head).sliced(from, next - from);
        out += from == 0 ? redactedRequestLine(line) : redactedFieldLine(line);
        from = next;
    }
    return out;
}

} // namespace base
