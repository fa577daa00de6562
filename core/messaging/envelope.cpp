// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/envelope.h"

#include <QJsonDocument>

namespace messaging {
namespace {

constexpr QLatin1StringView typeField("type");

} // namespace

base::Expected<Envelope, EnvelopeError> parseEnvelope(QByteArrayView json)
{
    using base::Unexpected;
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return Unexpected{EnvelopeError::NotJson};
    if (!document.isObject())
        return Unexpected{EnvelopeError::NotObject};
    Envelope envelope{.type = {}, .fields = document.object()};
    const QJsonValue type = envelope.fields.take(typeField);
    if (type.isUndefined())
        return Unexpected{EnvelopeError::TypeMissing};
    if (!type.isString() || type.toString().isEmpty())
        return Unexpected{EnvelopeError::TypeNotText};
    envelope.type = type.toString();
    return envelope;
}

QByteArray toJson(const Envelope &envelope)
{
    QJsonObject object = envelope.fields;
    object.insert(typeField, envelope.type);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace messaging
