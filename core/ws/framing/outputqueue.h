// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/framing/frameheader.h"

#include <QByteArray>
#include <QByteArrayView>

#include <deque>

namespace ws {

//! Frames waiting for the transport. Control frames overtake whole data frames, never parts of one (RFC 6455 §5.4).
class OutputQueue
{
public:
    //! Queues a frame behind all others; the payload is copied, masked with the header's key.
    void append(const FrameHeader &header, QByteArrayView payload);
    //! Queues a control frame at the next border between frames, behind earlier ones of its kind.
    void appendUrgent(const FrameHeader &header, QByteArrayView payload);
    //! The same for a pong; a pong that was not begun is replaced, so that one waits at most (§5.5.3, F18).
    void setPong(const FrameHeader &header, QByteArrayView payload);
    [[nodiscard]] bool hasWaitingPong() const { return !m_pong.isEmpty(); }
    //! Drops what was not begun, so that the frame appended next is the last and comes at once (§7.1.7).
    void dropWaiting();

    //! Up to \a room bytes to write next; valid until the next call.
    [[nodiscard]] QByteArrayView output(qsizetype room);
    void consumed(qsizetype written);
    [[nodiscard]] qint64 pending() const { return m_pending; }

private:
    [[nodiscard]] bool hasUrgent() const { return !m_urgent.isEmpty() || !m_pong.isEmpty(); }
    [[nodiscard]] qsizetype currentFrameEnd();
    void takeUrgent();

    std::deque<QByteArray> m_blocks; //!< Whole frames; small ones share a block.
    qsizetype m_position = 0; //!< Bytes of the first block that are written.
    qsizetype m_border = 0; //!< Start of the last frame known to begin at or before m_position.
    QByteArray m_urgent; //!< Whole control frames.
    QByteArray m_pong; //!< The one waiting pong.
    QByteArray m_begun; //!< Control frames being written.
    qsizetype m_begunPosition = 0;
    qint64 m_pending = 0;
};

} // namespace ws
