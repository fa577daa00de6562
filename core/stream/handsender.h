// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/capture/record.h"
#include "core/stream/handorder.h"
#include "core/ws/session.h"

#include <functional>

namespace stream {

//! Carries out HandOrders on a session, and keeps the parts of a message until it is one row. Lives on the network
//! thread.
class HandSender
{
public:
    //! Is told of everything that was queued; it is a row once its last byte left the session.
    using Queued = std::function<void(capture::Kind kind, QByteArray &&payload, const ws::WireFacts &facts)>;
    explicit HandSender(Queued queued) : m_queued(std::move(queued)) { }

    //! A new session; pongs stay withheld if they were.
    void opened(ws::Session &session);
    [[nodiscard]] base::Expected<void, ws::SendError> send(
        ws::Session &session, const HandOrder &order, ws::EventSink &sink);
    //! From now on pings are not answered, or again; \a session may be null.
    void withholdPongs(bool withhold, ws::Session *session);
    //! The session is gone: what was sent of a message that has no end yet. Empty if there is none.
    [[nodiscard]] QByteArray lost();
    [[nodiscard]] ws::Opcode partsOpcode() const { return m_opcode; }

private:
    [[nodiscard]] base::Expected<void, ws::SendError> sendMessage(
        ws::Session &session, const HandOrder &order, ws::EventSink &sink);
    [[nodiscard]] base::Expected<void, ws::SendError> sendPart(ws::Session &session, const HandOrder &order);
    [[nodiscard]] base::Expected<void, ws::SendError> sendBroken(ws::Session &session, const HandOrder &order);

    Queued m_queued;
    QByteArray m_parts; //!< Of the message that is being sent part by part.
    ws::Opcode m_opcode = ws::Opcode::Text;
    bool m_withholdsPongs = false;
};

} // namespace stream
