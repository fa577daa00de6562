// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/event.h"
#include "core/ws/framing/frameheader.h"
#include "core/ws/messages/utf8validator.h"
#include "core/ws/sendoptions.h"

namespace ws {

//! A message that is being sent chunk by chunk (RFC 6455 §5.4): what its next frame has to be, and how it looked so
//! far.
class OutgoingMessage
{
public:
    OutgoingMessage(Opcode opcode, Compress compress) : m_opcode(opcode), m_compress(compress) { }

    //! False when \a chunk, or the end behind it, makes the text invalid; nothing has changed then (§8.1).
    [[nodiscard]] bool accepts(QByteArrayView chunk, bool isLast);

    //! Text or Binary for the first frame, then Continuation.
    [[nodiscard]] Opcode nextOpcode() const { return hasBegun() ? Opcode::Continuation : m_opcode; }
    [[nodiscard]] bool hasBegun() const { return m_facts.fragments > 0; }
    [[nodiscard]] Compress compress() const { return m_compress; }
    [[nodiscard]] bool isCompressed() const { return m_facts.compressedSize >= 0; }
    void setCompressed() { m_facts.compressedSize = 0; }

    //! A frame of the message was queued.
    void queued(const FrameHeader &header, base::Nanoseconds now);
    [[nodiscard]] const WireFacts &facts() const { return m_facts; }

private:
    Opcode m_opcode;
    Compress m_compress;
    Utf8Validator m_utf8;
    WireFacts m_facts{.fragments = 0};
};

//! Writes down in \a facts how a message looks that begins with \a header.
void describeFirst(const FrameHeader &header, base::Nanoseconds now, WireFacts &facts);
//! Adds a further frame of the message.
void describeNext(const FrameHeader &header, WireFacts &facts);

} // namespace ws
