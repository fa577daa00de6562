// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/httphead.h"

namespace ws {

//! Collects the body of a refused handshake, at most 64 KiB, so that a person can read why (H01, H23).
//!
//! Ends by Content-Length, by the last chunk (RFC 9112 §7.1), by its bound, or with the connection. Nothing is
//! inflated.
class RefusalBody
{
public:
    RefusalBody() = default;
    RefusalBody(int status, const QList<HeaderField> &fields);

    //! Takes \a bytes; true when the body is whole or full.
    [[nodiscard]] bool receive(QByteArrayView bytes);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    enum class Chunk : quint8 { Size, Payload, End };

    [[nodiscard]] bool takeChunked(QByteArrayView bytes);
    [[nodiscard]] bool takeSizeByte(char byte);
    void keep(QByteArrayView bytes);

    QByteArray m_bytes;
    qint64 m_left = -1; //!< Of the body, or of the present chunk; -1: until the connection ends.
    bool m_chunked = false;
    Chunk m_state = Chunk::Size;
    QByteArray m_sizeLine;
};

} // namespace ws
