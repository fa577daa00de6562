// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace decoders {

//! Why bytes could not be read.
enum class DecodeFault : quint8 {
    UnexpectedEnd,
    UnexpectedByte,
    BadNumber,
    BadEscape,
    BadLiteral,
    ControlCharacter, //!< RFC 8259 §7: must be escaped.
    BadUtf8,
    TooDeep,
    TooManyNodes,
    TrailingBytes,
    BadRecordSize,
    UnknownId,
    WrongMagic, //!< An envelope begins with other bytes.
    UnknownVersion,
    WrongLength, //!< The announced length is not what follows.
};

//! Where and why reading stopped.
struct DecodeError
{
    qsizetype offset = 0;
    DecodeFault detail = DecodeFault::UnexpectedByte;
    friend bool operator==(const DecodeError &, const DecodeError &) = default;
};

} // namespace decoders
