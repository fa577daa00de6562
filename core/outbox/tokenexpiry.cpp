// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/tokenexpiry.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace outbox {
namespace {

constexpr qsizetype lookedAt = 64 << 10;
constexpr qsizetype longestClaims = 8 << 10;

bool isBase64Url(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

qsizetype partEnd(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isBase64Url(text[at]))
        ++at;
    return at;
}

} // namespace

std::optional<qint64> tokenExpiry(QByteArrayView payload)
{
    const QByteArrayView text = payload.first(std::min(payload.size(), lookedAt));
    // A token is header.claims.signature, each in base64url; a header is a JSON object and so begins with eyJ.
    for (qsizetype at = text.indexOf("eyJ"); at >= 0; at = text.indexOf("eyJ", at + 3)) {
        const qsizetype dot = partEnd(text, at);
        const qsizetype end = dot < text.size() && text[dot] == '.' ? partEnd(text, dot + 1) : dot;
        if (end >= text.size() || text[end] != '.' || end - dot > longestClaims)
            continue;
        const QByteArray claims
            = QByteArray::fromBase64(text.sliced(dot + 1, end - dot - 1).toByteArray(), QByteArray::Base64UrlEncoding);
        const QJsonValue expiry = QJsonDocument::fromJson(claims).object().value(QLatin1String("exp"));
        if (expiry.isDouble() && expiry.toDouble() > 0 && expiry.toDouble() < 1e12)
            return static_cast<qint64>(expiry.toDouble());
    }
    return {};
}

} // namespace outbox
