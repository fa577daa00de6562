// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"

#include <QByteArrayView>
#include <QtEndian>

namespace exporters {

//! The word that files have for a kind.
constexpr QByteArrayView word(capture::Kind kind)
{
    using capture::Kind;
    switch (kind) {
    case Kind::Text: return "text";
    case Kind::Binary: return "binary";
    case Kind::Close: return "close";
    case Kind::Ping: return "ping";
    case Kind::Pong: return "pong";
    case Kind::Raw: return "raw";
    case Kind::State: return "state";
    case Kind::Gap: return "gap";
    case Kind::Problem: return "problem";
    }
    return "";
}
constexpr QByteArrayView word(capture::Direction direction)
{
    return direction == capture::Direction::In ? QByteArrayView("in") : QByteArrayView("out");
}

//! The code in the payload of a close frame (RFC 6455 §5.5.1); 1005 when it has none.
inline int closeCode(QByteArrayView payload)
{
    constexpr int noStatus = 1005;
    return payload.size() < 2 ? noStatus : qFromBigEndian<quint16>(payload.data());
}
inline QByteArrayView closeReason(QByteArrayView payload)
{
    return payload.size() < 2 ? QByteArrayView() : payload.sliced(2);
}

} // namespace exporters
