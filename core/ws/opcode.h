// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace ws {

//! What a frame carries (RFC 6455 §5.2); 3 to 7 and 11 to 15 are reserved.
enum class Opcode : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

//! Control frames are short, never fragmented, and may stand between fragments (§5.5).
constexpr bool isControl(Opcode opcode) { return (static_cast<quint8>(opcode) & 0x8) != 0; }
constexpr bool isReserved(Opcode opcode)
{
    const auto bits = static_cast<quint8>(opcode);
    return (bits >= 0x3 && bits <= 0x7) || bits >= 0xB;
}

//! Which end of the connection we are: a client masks what it sends, a server does not (§5.1).
enum class Role : quint8 { Client, Server };

} // namespace ws
