// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/opcode.h"
#include "core/ws/protocolerror.h"

#include <QtGlobal>

namespace ws {

//! The first 2 to 14 bytes of a frame, decoded (RFC 6455 §5.2).
struct FrameHeader
{
    qint64 length = 0; //!< Of the payload.
    quint32 maskKey = 0; //!< First byte most significant; 0 when not masked.
    Opcode opcode = Opcode::Continuation;
    quint8 size = 0; //!< Bytes of the header itself.
    bool fin = false;
    bool compressed = false; //!< RSV1: the message that begins here is compressed (RFC 7692 §6).
    bool masked = false;
    friend bool operator==(const FrameHeader &, const FrameHeader &) = default;
};

constexpr qsizetype maxHeaderSize = 14;
constexpr qint64 maxControlPayload = 125;

//! What the next header has to respect; changes from frame to frame.
struct HeaderRules
{
    bool mustBeMasked = false; //!< We are the server (§5.1).
    bool mayBeCompressed = false; //!< permessage-deflate was agreed.
    bool insideMessage = false; //!< A fragmented message has begun and not ended.
    bool insideCompressed = false; //!< … and it is compressed: its size is known only after inflating.
    qint64 frameLimit = 0;
    qint64 messageRoom = 0; //!< Payload the message may still grow by.
    int fragmentRoom = 0; //!< Frames the message may still grow by.
};

enum class HeaderState : quint8 { Incomplete, Complete, Broken };

//! Decodes the header at \a bytes, of which \a available are there (at least 1).
//!
//! The checks come in the order RSV, opcode, control rules, mask, length form, limits, each as soon as its byte is
//! there. Broken sets \a error; Complete sets \a header. Nothing is allocated.
[[nodiscard]] HeaderState readHeader(
    const char *bytes, qsizetype available, const HeaderRules &rules, FrameHeader &header, ProtocolError &error);

//! Writes \a header in its shortest form to \a to, which has room for maxHeaderSize bytes; the size written.
[[nodiscard]] qsizetype writeHeader(const FrameHeader &header, char *to);

} // namespace ws
