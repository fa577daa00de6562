// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"

namespace ws {

//! What a session accepts and how far it lets its output grow. Every limit counts the thing that hurts.
struct Limits
{
    base::ByteCount frame{16LL << 20}; //!< One frame's payload; more is 1009 from the header alone (case F08).
    base::ByteCount message{64LL << 20}; //!< A whole message, after inflating.
    int fragments = 65'536; //!< Frames in one message, inclusive (case F20).
    base::ByteCount unreadInbound{
        8LL << 20}; //!< What Qt keeps under TLS or a proxy, 1 MiB at most; else the kernel does.
    base::ByteCount outputHighWater{4LL << 20}; //!< Above it, output() waits for the transport.
    base::ByteCount outputHard{64LL << 20}; //!< Above it, send() is refused.

    //! What the WebSocket guide advises to a server: no message over 1 MiB.
    [[nodiscard]] static constexpr Limits guide() { return {.frame = {1LL << 20}, .message = {1LL << 20}}; }

    friend bool operator==(const Limits &, const Limits &) = default;
};

} // namespace ws
