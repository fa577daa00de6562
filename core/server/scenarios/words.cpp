// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/words.h"

#include "core/messaging/envelope.h"

#include <cmath>

namespace server {

QByteArray errorMessage(const QString &text) { return messageOf("error", {{QStringLiteral("message"), text}}); }

QByteArray invalidMessage() { return QByteArrayLiteral(R"({"type":"error","message":"Invalid message"})"); }

QByteArray messageOf(const char *type, QJsonObject fields)
{
    return messaging::toJson({.type = QString::fromLatin1(type), .fields = std::move(fields)});
}

std::optional<QString> textIn(const QJsonObject &fields, const char *name, qsizetype longest)
{
    const QString text = fields.value(QLatin1String(name)).toString();
    return text.isEmpty() || text.size() > longest ? std::nullopt : std::optional(text);
}

std::optional<qint64> numberIn(const QJsonObject &fields, const char *name)
{
    const QJsonValue value = fields.value(QLatin1String(name));
    const double number = value.toDouble(-1.0);
    if (number < 0.0 || number > 9'007'199'254'740'992.0 || std::floor(number) != number)
        return std::nullopt;
    return static_cast<qint64>(number);
}

} // namespace server
