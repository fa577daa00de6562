// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

namespace messaging {

//! The simplest thing spoken on a WebSocket: a JSON object whose `type` says what the other fields mean.
struct Envelope
{
    QString type; //!< Foreign text when received.
    QJsonObject fields; //!< All other fields.
    friend bool operator==(const Envelope &, const Envelope &) = default;
};

//! Why bytes are not an envelope.
enum class EnvelopeError : quint8 {
    NotJson, //!< Malformed, or nested too deep.
    NotObject, //!< Valid JSON, but no object.
    TypeMissing, //!< No field `type`.
    TypeNotText, //!< `type` is no string, or an empty one.
};

//! Reads a short control message. For data at line rate use core/decoders: this builds a whole document.
[[nodiscard]] base::Expected<Envelope, EnvelopeError> parseEnvelope(QByteArrayView json);

//! Compact JSON with `type` among the fields; a field named `type` is replaced.
[[nodiscard]] QByteArray toJson(const Envelope &envelope);

} // namespace messaging
