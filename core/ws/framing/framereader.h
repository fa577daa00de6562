// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ws/event.h"
#include "core/ws/framing/frameheader.h"

#include <array>
#include <span>

namespace ws {

//! Cuts a stream of bytes into headers and pieces of payload; keeps at most one unfinished header.
//!
//! Ask readHeader() until it is Complete, then takePayload() until isInsideFrame() is false.
class FrameReader
{
public:
    //! Takes the next header from the front of \a bytes, which is not empty; keeps what is unfinished.
    [[nodiscard]] HeaderState readHeader(
        std::span<char> &bytes, const HeaderRules &rules, base::Nanoseconds now, ProtocolError &error);
    //! Takes what \a bytes holds of the frame's payload and unmasks it in place; may be empty.
    [[nodiscard]] std::span<char> takePayload(std::span<char> &bytes);

    //! A header is complete and payload is still to come.
    [[nodiscard]] bool isInsideFrame() const { return m_left > 0; }
    //! Payload of the frame still to come.
    [[nodiscard]] qint64 payloadLeft() const { return m_left; }
    //! Some bytes of a header are here, but not all.
    [[nodiscard]] bool isInsideHeader() const { return m_fill > 0; }
    [[nodiscard]] const FrameHeader &header() const { return m_header; }
    //! How the present frame looks on the wire.
    void describe(WireFacts &facts) const;

private:
    FrameHeader m_header;
    qint64 m_left = 0; //!< Payload still to come.
    std::array<quint8, maxHeaderSize> m_bytes{};
    qsizetype m_fill = 0; //!< Bytes of an unfinished header in m_bytes.
    base::Nanoseconds m_firstByte{0};
};

} // namespace ws
