// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/beatmessages.h"

#include "core/base/placeholder.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace connection {
namespace {

constexpr qsizetype longestBeat = 4096; // A heartbeat is small; what is larger is business and not worth parsing twice.

QByteArray tokenOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String: return value.toString().toUtf8();
    case QJsonValue::Bool: return value.toBool() ? "true" : "false";
    case QJsonValue::Null: return "null";
    case QJsonValue::Double: {
        // Whole numbers keep all their digits: an echoed time in nanoseconds must come back as it was.
        const qint64 whole = value.toInteger();
        return static_cast<double>(whole) == value.toDouble() ? QByteArray::number(whole)
                                                              : QByteArray::number(value.toDouble(), 'g', 17);
    }
    case QJsonValue::Object: return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    case QJsonValue::Array:
    case QJsonValue::Undefined: return {};
    }
    return {};
}

} // namespace

std::optional<QByteArray> matched(const BeatMatch &match, QByteArrayView payload)
{
    if (payload.size() > longestBeat)
        return {};
    if (match.field.isEmpty())
        return payload == match.value ? std::optional(match.value) : std::nullopt;
    const QList<QByteArray> path = match.field.split('.');
    if (QByteArray::fromRawData(payload.data(), payload.size()).indexOf(path.back()) < 0)
        return {}; // Most messages end here, unparsed.
    QJsonValue value = QJsonDocument::fromJson(payload.toByteArray()).object();
    for (const QByteArray &part : path) {
        if (!value.isObject())
            return {};
        value = value.toObject().value(QString::fromUtf8(part));
    }
    if (value.isUndefined())
        return {};
    QByteArray token = tokenOf(value);
    if (!match.value.isEmpty() && token != match.value)
        return {};
    return token;
}

QByteArray filled(QByteArray text, const char *name, const QByteArray &value)
{
    return base::withPlaceholder(std::move(text), QByteArray("${") + name + '}', value);
}

} // namespace connection
