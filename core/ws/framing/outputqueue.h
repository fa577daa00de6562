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
    //! Queues \a bytes as they are, behind all others; they need not be frames, so nothing goes between them.
    void appendRaw(const QByteArray &bytes);
    //! Queues a control frame at the next border between frames, behind earlier ones of its kind.
    void appendUrgent(const FrameHeader &header, QByteArrayView payload);
    //! The same for a pong, in front of other control frames.
    void appendPong(const FrameHeader &header, QByteArrayView payload);
    //! Puts a pong in the place of the last one that waits (§5.5.3, F18).
    void replacePong(const FrameHeader &header, QByteArrayView payload);
    //! Pongs that were not begun.
    [[nodiscard]] int waitingPongs() const { return m_pongCount; }
    //! Drops what was not begun, so that the frame appended next is the last and comes at once (§7.1.7).
    void dropWaiting();

    //! Up to \a room bytes to write next; valid until the next call.
    [[nodiscard]] QByteArrayView output(qsizetype room);
    void consumed(qsizetype written);
    [[nodiscard]] qint64 pending() const { return m_pending; }

private:
    [[nodiscard]] bool hasUrgent() const { return !m_urgent.isEmpty() || m_pongCount > 0; }
    [[nodiscard]] qsizetype currentFrameEnd();
    void takeUrgent();

    struct Block
    {
        QByteArray bytes;
        bool isRaw = false; //!< Not to be read as frames.
    };
    std::deque<Block> m_blocks; //!< Whole frames, small ones share a block; or raw bytes.
    qsizetype m_position = 0; //!< Bytes of the first block that are written.
    qsizetype m_border = 0; //!< Start of the last frame known to begin at or before m_position.
    QByteArray m_urgent; //!< Whole control frames.
    QByteArray m_pongs; //!< Whole pongs that wait.
    qsizetype m_lastPong = 0; //!< Where the last of them begins.
    int m_pongCount = 0;
    QByteArray m_begun; //!< Control frames being written.
    qsizetype m_begunPosition = 0;
    qint64 m_pending = 0;
};

} // namespace ws
