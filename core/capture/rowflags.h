// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"

namespace capture {

//! The column `flags` of the table `records`: kind in the low 8 bits, then one bit each for sent, for a row in
//! `frames`, for the heartbeat and for what was redacted.
struct RowFlags
{
    Kind kind = Kind::Problem;
    Direction direction = Direction::In;
    bool hasFrameFacts = false;
    bool isHeartbeat = false;
    bool isRedacted = false;

    static constexpr qint64 sentBit = 0x100;
    static constexpr qint64 factsBit = 0x200;
    static constexpr qint64 heartbeatBit = 0x400;
    static constexpr qint64 redactedBit = 0x800;

    [[nodiscard]] constexpr qint64 packed() const
    {
        return static_cast<qint64>(kind) | (direction == Direction::Out ? sentBit : 0) | (hasFrameFacts ? factsBit : 0)
            | (isHeartbeat ? heartbeatBit : 0) | (isRedacted ? redactedBit : 0);
    }
    //! A kind that this version does not know reads as Problem, so that no enum ever holds a foreign number.
    [[nodiscard]] static constexpr RowFlags unpacked(qint64 flags)
    {
        return {.kind = knownKind(flags & 0xFF),
            .direction = (flags & sentBit) != 0 ? Direction::Out : Direction::In,
            .hasFrameFacts = (flags & factsBit) != 0,
            .isHeartbeat = (flags & heartbeatBit) != 0,
            .isRedacted = (flags & redactedBit) != 0};
    }
    friend constexpr bool operator==(const RowFlags &, const RowFlags &) = default;

private:
    static constexpr Kind knownKind(qint64 number)
    {
        switch (const auto kind = static_cast<Kind>(number)) {
        case Kind::Text:
        case Kind::Binary:
        case Kind::Close:
        case Kind::Ping:
        case Kind::Pong:
        case Kind::Raw:
        case Kind::State:
        case Kind::Gap:
        case Kind::Problem: return kind;
        }
        return Kind::Problem;
    }
};

} // namespace capture
