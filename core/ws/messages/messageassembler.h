// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/event.h"
#include "core/ws/extensions/inflater.h"
#include "core/ws/framing/framereader.h"
#include "core/ws/limits.h"
#include "core/ws/messages/utf8validator.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <span>

namespace ws {

//! Puts a data message together from pieces of payload; memory grows by what arrived, never by what was announced (F08,
//! F20).
class MessageAssembler
{
public:
    //! \a windowBits and \a forgets are the peer's, should its messages be compressed.
    MessageAssembler(const Limits &limits, int windowBits, bool forgets)
        : m_limits(limits)
        , m_windowBits(windowBits)
        , m_forgets(forgets)
    {
    }

    //! The frame whose header \a reader has: Text or Binary begins a message, Continuation goes on with it.
    void beginFrame(const FrameReader &reader);
    //! Memory for the next \a size bytes of an uncompressed payload; append() of just that memory copies nothing.
    [[nodiscard]] std::span<char> roomFor(qsizetype size);
    //! The next piece of the present frame's payload.
    [[nodiscard]] std::optional<ProtocolError> append(QByteArrayView piece);
    //! The last frame is whole, its last byte came \a now: the message reaches \a sink.
    [[nodiscard]] std::optional<ProtocolError> finish(base::Nanoseconds now, EventSink &sink);
    //! Gives the memory back; nothing more will come.
    void clear();

    //! A message has begun and not ended.
    [[nodiscard]] bool isOpen() const { return m_open; }
    //! That message, or the last one, is.
    [[nodiscard]] bool isCompressed() const { return m_compressed; }
    //! Bytes and frames the message may still grow by.
    [[nodiscard]] qint64 room() const { return m_limits.message.bytes - m_bytes.size(); }
    [[nodiscard]] int fragmentRoom() const
    {
        return m_limits.fragments - (m_open ? static_cast<int>(m_facts.fragments) : 0);
    }

private:
    void grow(qsizetype by, qsizetype bound);
    [[nodiscard]] std::optional<ProtocolError> keep(QByteArrayView piece);
    [[nodiscard]] std::optional<ProtocolError> inflate(qsizetype pieceSize);
    [[nodiscard]] std::optional<ProtocolError> finishInflating();

    Limits m_limits;
    QByteArray m_bytes;
    Utf8Validator m_utf8;
    WireFacts m_facts;
    qint64 m_announced = 0; //!< Payload of all its frames so far, as their headers say.
    Opcode m_opcode = Opcode::Text;
    bool m_isLastFrame = false; //!< The present frame ends the message.
    bool m_open = false;
    bool m_compressed = false;
    int m_windowBits;
    bool m_forgets;
    std::unique_ptr<Inflater> m_inflater; //!< Made for the first compressed message.
};

} // namespace ws
