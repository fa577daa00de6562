// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/closing/closecode.h"
#include "core/ws/testbench/brokenframe.h"

#include <QList>

#include <array>
#include <optional>

namespace ws::testbench {

//! A rule to break on purpose, to see what a peer makes of it.
enum class Breakage : quint8 {
    InvalidUtf8, //!< A text message with an octet that UTF-8 never has (§8.1).
    CutCodePoint, //!< A text message that ends inside a code point (§8.1).
    ReservedBit1, //!< RSV1; where permessage-deflate was agreed it announces data that is none (§5.2, RFC 7692 §6).
    ReservedBit2,
    ReservedBit3,
    ReservedDataOpcode, //!< Opcode 3 (§5.2).
    ReservedControlOpcode, //!< Opcode 11 (§5.2).
    OversizeControl, //!< A ping of 126 bytes (§5.5).
    FragmentedControl, //!< A ping without FIN (§5.5).
    WrongMask, //!< A client that does not mask, a server that does (§5.1).
    LongLength16, //!< A short length in 16 bits (§5.2).
    LongLength64, //!< A short length in 64 bits (§5.2).
    NegativeLength, //!< The 64-bit length's first bit set (§5.2).
    HugeLength, //!< A frame that announces 2^62 bytes.
    LoneContinuation, //!< A continuation of nothing (§5.4).
    InterruptedMessage, //!< A new message inside a fragmented one (§5.4).
    CloseCode, //!< A close frame with a code that must not be sent (§7.4).
    CloseTooShort, //!< A close frame with half a code (§5.5.1).
    CloseReasonInvalidUtf8, //!< A close frame whose reason is not UTF-8 (§5.5.1).
    DataAfterClose, //!< A message behind the close frame (§5.5.1).
    RawBytes, //!< The payload as it stands, no frame around it.
};

//! All of them, in the order they are offered.
inline constexpr std::array allBreakages{Breakage::InvalidUtf8, Breakage::CutCodePoint, Breakage::ReservedBit1,
    Breakage::ReservedBit2, Breakage::ReservedBit3, Breakage::ReservedDataOpcode, Breakage::ReservedControlOpcode,
    Breakage::OversizeControl, Breakage::FragmentedControl, Breakage::WrongMask, Breakage::LongLength16,
    Breakage::LongLength64, Breakage::NegativeLength, Breakage::HugeLength, Breakage::LoneContinuation,
    Breakage::InterruptedMessage, Breakage::CloseCode, Breakage::CloseTooShort, Breakage::CloseReasonInvalidUtf8,
    Breakage::DataAfterClose, Breakage::RawBytes};

//! The frames of \a breakage around \a payload, not yet masked; \a code is for Breakage::CloseCode. None for RawBytes.
[[nodiscard]] QList<BrokenFrame> framesOf(Breakage breakage, const QByteArray &payload, quint16 code);

//! The close code a peer that keeps to the RFC answers with; no value where the RFC leaves it open.
[[nodiscard]] std::optional<CloseCode> rightAnswer(Breakage breakage);

//! The code shows in the frame: a person may choose it.
constexpr bool usesCode(Breakage breakage) { return breakage == Breakage::CloseCode; }

} // namespace ws::testbench
