// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/ws/event.h"

#include <QByteArrayView>

namespace capture {

enum class Direction : quint8 { In, Out };

//! What a record is. The first six are frames or messages of the wire; the rest are our own notes in the same order.
enum class Kind : quint8 {
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
    Raw = 16, //!< Sent by the test bench: the payload is what stood on the wire, headers and all.
    State = 32, //!< A transition of the connection; payload `{"from":…,"to":…,…}` in JSON.
    Gap = 33, //!< The stream was broken: payload `{"reason":…}`; charts draw nothing across it.
    Problem = 34, //!< A truncated message, a refused send; payload JSON.
};
constexpr bool isData(Kind kind) { return kind == Kind::Text || kind == Kind::Binary; }
constexpr bool isControl(Kind kind) { return kind == Kind::Close || kind == Kind::Ping || kind == Kind::Pong; }
constexpr bool isNote(Kind kind) { return kind >= Kind::State; }

//! One row: a message as it was on the wire, or a note. Bytes belong to the Batch it is in.
struct Record
{
    base::Seq seq = 0;
    qint64 wallNs = 0; //!< Receive or send time since 1970 UTC.
    qint64 steadyNs = 0;
    Direction direction = Direction::In;
    Kind kind = Kind::Text;
    bool isHeartbeat
        = false; //!< A message that only keeps the connection alive: shown, but no business of charts and figures.
    bool isRedacted = false; //!< Secrets in its payload were replaced; wireSize is the true message's.
    bool hasFrameFacts
        = false; //!< Its WireFacts are worth a row of `frames`: fragmented, compressed, masked, or not of one read.
    quint32 facts = 0; //!< Index into the Batch's facts when hasFrameFacts.
    qint64 size = 0; //!< Payload bytes after inflating.
    qint64 wireSize = 0; //!< Frame headers included; 0 for notes.
    const char *data = nullptr; //!< At least 64 readable bytes stand behind data + size.

    [[nodiscard]] QByteArrayView payload() const { return {data, size}; }
};

} // namespace capture
