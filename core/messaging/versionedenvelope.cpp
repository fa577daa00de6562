// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/versionedenvelope.h"

#include "core/messaging/topfields.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace messaging {
namespace {

constexpr qsizetype longestNumber = 4;

// `12`, without a sign or a space; -1 for anything else.
int shortNumber(QByteArrayView text)
{
    int number = text.isEmpty() || text.size() > longestNumber ? -1 : 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || number < 0)
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

} // namespace

std::optional<VersionedEnvelope> versionedEnvelopeOf(QByteArrayView json)
{
    const TopFields fields(json);
    if (!fields.isObject())
        return std::nullopt;
    const QByteArray version = fields.text("version");
    const auto dot = version.indexOf('.');
    VersionedEnvelope out{.type = fields.text("type")};
    if (dot < 0 || out.type.isEmpty())
        return std::nullopt;
    out.major = shortNumber(QByteArrayView(version).first(dot));
    out.minor = shortNumber(QByteArrayView(version).sliced(dot + 1));
    if (out.major < 0 || out.minor < 0)
        return std::nullopt;
    if (const auto id = fields.id("id"))
        out.id = *id;
    if (const auto at = fields.id("timestamp")) {
        bool isNumber = false;
        const qint64 number = at->toLongLong(&isNumber);
        if (isNumber)
            out.timestampMs = number;
    }
    out.data = fields.raw("data");
    return out;
}

QByteArray writeVersionedEnvelope(
    const QByteArray &type, const QByteArray &id, qint64 timestampMs, const QByteArray &data)
{
    // Qt writes what stands in the texts; the data goes in as it is.
    QByteArray out = QJsonDocument(QJsonObject{{QStringLiteral("version"), QStringLiteral("1.0")},
                                       {QStringLiteral("type"), QString::fromUtf8(type)},
                                       {QStringLiteral("id"), QString::fromUtf8(id)},
                                       {QStringLiteral("timestamp"), timestampMs}})
                         .toJson(QJsonDocument::Compact);
    if (!data.isEmpty())
        out.insert(out.size() - 1, ",\"data\":" + data);
    return out;
}

} // namespace messaging
