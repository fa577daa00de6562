// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/streamworker.h"

#include "core/stream/notes.h"

#include <algorithm>
#include <utility>

namespace stream {

static capture::Kind kindOf(ws::Opcode opcode)
{
    return static_cast<capture::Kind>(opcode); // Kinds of the wire have the RFC's numbers.
}

void StreamWorker::messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts)
{
    m_greeting.received(payload, m_readAt.steady);
    if (m_connection.messageReceived(opcode == ws::Opcode::Binary, payload, m_readAt))
        m_batcher.markNextAsHeartbeat();
    m_batcher.add(capture::Direction::In, kindOf(opcode), payload, facts.wireSize, m_readAt, &facts);
}

void StreamWorker::assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &facts)
{
    m_greeting.received(payload, m_readAt.steady);
    if (m_connection.messageReceived(opcode == ws::Opcode::Binary, payload, m_readAt))
        m_batcher.markNextAsHeartbeat();
    m_batcher.addOwned(capture::Direction::In, kindOf(opcode), std::move(payload), facts.wireSize, m_readAt, &facts);
}

void StreamWorker::controlReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts)
{
    m_batcher.add(capture::Direction::In, kindOf(opcode), payload, facts.wireSize, m_readAt, &facts);
    if (opcode == ws::Opcode::Pong) {
        m_connection.pongReceived(payload, m_readAt);
        m_outgoing.pongReceived(payload, m_readAt);
    } else if (opcode == ws::Opcode::Close) {
        const ws::CloseStatus status = m_session->closeReceived().value_or(ws::CloseStatus{});
        if (const auto &sent = m_session->closeSent();
            sent && sent->code == status.code && m_connection.status().state == connection::State::Closing)
            m_outgoing.closeAnswered();
        m_attempt.closeReceived(status.code, status.reason, m_readAt);
        m_connection.closeFrameReceived(status.code, status.reason, m_readAt);
    }
}

void StreamWorker::controlSent(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts)
{
    const base::Instant now = m_clock.now();
    // The capture keeps when a ping was due: what a stall of ours delayed is part of the round trip.
    ws::WireFacts kept = facts;
    kept.firstByte = opcode == ws::Opcode::Ping && m_pingDue ? std::min(*m_pingDue, now.steady) : now.steady;
    kept.lastByte = now.steady;
    m_batcher.add(capture::Direction::Out, kindOf(opcode), payload, facts.wireSize, now, &kept);
    if (const auto &sent = m_session->closeSent(); opcode == ws::Opcode::Close && sent)
        m_attempt.closeSent(sent->code, sent->reason, now);
    m_outgoing.controlSent(opcode, payload, facts.wireSize);
}

void StreamWorker::protocolFailed(ws::ProtocolError error)
{
    note(capture::Kind::Problem, notes::protocolError(error));
    m_connection.protocolFailed(error, m_readAt);
}

} // namespace stream
