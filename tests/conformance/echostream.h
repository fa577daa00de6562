// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/sockettransport.h"
#include "core/ws/session.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace conformance {

//! The limits of the agents: the defaults are for people, the standard suite sends 16 MiB in one frame.
[[nodiscard]] ws::Limits limits();

//! A WebSocket that sends every message back as it came, until it is closed.
//!
//! The two agents add their side of the opening handshake; all below it is what the program itself uses.
class EchoStream : public net::TransportListener, public ws::EventSink
{
public:
    using Ended = std::function<void()>;

    //! \a ended comes once, from inside a call of the transport: delete the stream later.
    EchoStream(ws::Role role, const base::Clock &clock, Ended ended);

    //! What came as messages is kept here and not sent back.
    void keepMessages() { m_echoes = false; }
    [[nodiscard]] const QByteArray &lastMessage() const { return m_last; }

    void transportPhase(net::Phase) override { }
    void transportRead(std::span<char> bytes, const base::Instant &at) override;
    void transportDrained() override { flush(); }
    void transportWritten() override { flush(); }
    void transportEnded(const net::TransportError &) override { m_ended(); }

    void messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &) override;
    void assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &) override;
    void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { }

protected:
    //! Bytes of the opening handshake: call begin() when it is agreed, or end the transport.
    virtual void readHead(QByteArrayView bytes) = 0;
    void begin(const ws::Accepted &accepted);
    [[nodiscard]] base::Random &random() { return m_random; }
    [[nodiscard]] net::Transport &transport() { return *m_transport; }
    void setTransport(std::unique_ptr<net::SocketTransport> transport) { m_transport = std::move(transport); }
    [[nodiscard]] const base::Clock &clock() const { return m_clock; }

private:
    struct Message
    {
        ws::Opcode opcode;
        QByteArray payload;
    };
    void receive(std::span<char> bytes);
    void flush();

    ws::Role m_role;
    const base::Clock &m_clock;
    Ended m_ended;
    base::SystemRandom m_random;
    std::unique_ptr<net::SocketTransport> m_transport;
    std::optional<ws::Session> m_session;
    std::deque<Message> m_received;
    bool m_echoes = true;
    bool m_finished = false;
    QByteArray m_last;
};

} // namespace conformance
