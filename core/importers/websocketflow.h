// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/importers/rowsink.h"
#include "core/ws/handshake/httphead.h"
#include "core/ws/session.h"

#include <optional>

namespace importers {

//! One TCP connection that may be a WebSocket: its handshake, and then the messages of both ways, inflated where the
//! handshake agreed on it.
class WebSocketFlow
{
public:
    //! \a nextConnection is the number that this takes, and moves on, once it is a WebSocket.
    WebSocketFlow(RowSink &sink, base::Random &random, quint16 &nextConnection);

    //! Takes what the client or the server sent, in order. False: nothing more is wanted.
    [[nodiscard]] bool receive(QByteArray bytes, bool fromClient, qint64 wallNs);
    //! It is none, or cannot be read any further.
    [[nodiscard]] bool isOver() const { return m_isOver; }

private:
    class Events;
    static constexpr qsizetype mostEarly = 1 << 20; //!< From the client before the server's answer was seen.

    void request(QByteArrayView bytes);
    [[nodiscard]] bool response(QByteArrayView bytes, qint64 wallNs);
    [[nodiscard]] bool frames(QByteArray bytes, bool fromClient, qint64 wallNs);
    [[nodiscard]] bool open(qint64 wallNs);

    RowSink &m_sink;
    base::Random &m_random;
    quint16 &m_nextConnection;
    base::ConnectionId m_id{};
    ws::HttpHeadReader m_request, m_response;
    bool m_hasRequest = false;
    QByteArray m_early;
    std::optional<ws::Session> m_fromClient, m_fromServer;
    bool m_isOver = false;
};

} // namespace importers
