// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/closing/closecode.h"

namespace ws {

//! The rule a peer broke after the opening handshake; one enumerator for each rule.
enum class ProtocolError : quint8 {
    ReservedBits, //!< RSV set without an extension that means it (§5.2, F01, C20).
    ReservedOpcode, //!< Opcode 3-7 or 11-15 (§5.2, F02).
    MaskedByServer, //!< A server must not mask (§5.1, F03).
    UnmaskedByClient, //!< A client must mask (§5.1, F03).
    ControlTooLong, //!< Control payload over 125 bytes (§5.5, F04).
    FragmentedControl, //!< Control frame without FIN (§5.5, F05).
    LengthNotMinimal, //!< 126 or 127 used where a shorter form fits (§5.2, F06).
    LengthNegative, //!< Most significant bit of the 64-bit length set (§5.2, F07).
    FrameTooBig, //!< Frame over Limits::frame (F08).
    MessageTooBig, //!< Message over Limits::message (F08).
    TooManyFragments, //!< Message over Limits::fragments (F20).
    UnexpectedContinuation, //!< Continuation without a message (§5.4, F09).
    InterruptedMessage, //!< New data frame inside a fragmented message (§5.4, F09).
    InvalidUtf8, //!< Text is not UTF-8 (§8.1, F11).
    CloseTooShort, //!< Close payload of one byte (§5.5.1, F14).
    CloseCodeInvalid, //!< Close code that must not be sent (§7.4, F14).
    CloseReasonNotUtf8, //!< Close reason is not UTF-8 (§5.5.1, F14).
    InvalidDeflate, //!< Compressed data cannot be inflated (RFC 7692 §7.2.2, C24).
};

//! The status that tells the peer of \a error (§7.4.1).
[[nodiscard]] CloseCode closeCodeFor(ProtocolError error);

//! The enumerator's own words, in English and for logs: "reserved opcode".
[[nodiscard]] const char *name(ProtocolError error);

} // namespace ws
