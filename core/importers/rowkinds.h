// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/capture/record.h"

#include <QByteArray>

#include <algorithm>
#include <limits>
#include <optional>

//! What foreign files say a row is, read without believing it.
namespace importers {

//! An opcode, or the number of bytes of the test bench; all others are binary.
constexpr capture::Kind kindOf(qint64 opcode)
{
    using capture::Kind;
    for (const Kind kind : {Kind::Text, Kind::Binary, Kind::Close, Kind::Ping, Kind::Pong, Kind::Raw}) {
        if (opcode == static_cast<qint64>(kind))
            return kind;
    }
    return Kind::Binary;
}
inline capture::Kind noteKind(QByteArrayView word)
{
    return word == "state" ? capture::Kind::State : word == "gap" ? capture::Kind::Gap : capture::Kind::Problem;
}
constexpr base::ConnectionId connectionFrom(qint64 number)
{
    return {static_cast<quint16>(std::clamp<qint64>(number, 1, std::numeric_limits<quint16>::max()))};
}

//! A time as a decimal number since 1970 in seconds, milliseconds, microseconds or nanoseconds, told apart by its size;
//! exact to the nanosecond. 0 for what is none.
[[nodiscard]] qint64 timeFrom(const QByteArray &number);
//! Base64 strictly; nothing when it is none.
[[nodiscard]] std::optional<QByteArray> fromBase64(const QByteArray &text);
//! The payload of a close frame.
[[nodiscard]] QByteArray closePayload(qint64 code, const QByteArray &reason);

} // namespace importers
