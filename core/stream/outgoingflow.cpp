// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/outgoing.h"

#include "core/settings/capturecopy.h"
#include <algorithm>
#include <utility>

namespace stream {
namespace {

using namespace std::chrono_literals;

//! So many entries are marked as being written with one commit.
constexpr int writtenTogether = 64;
//! Sent live, and nothing proves yet that the peer has it: beyond this a ping asks for proof, beyond ten times this the
//! oldest are forgotten.
constexpr std::size_t unprovenMessages = 1'000;
constexpr std::size_t pingsRemembered = 4;
constexpr qint64 sessionHighWater = 4 << 20;

} // namespace

// The outbox goes out: marked as being written, committed, handed over.
void Outgoing::flushOutbox(const base::Instant &now)
{
    if (!isFlowing() || m_loading || m_isForeign)
        return;
    if (m_batch.isDue(now.steady))
        flushBatch(now);
    while (m_batch.isEmpty() && m_outbox.beingWritten() < writtenTogether) {
        const outbox::EntryPtr next = m_outbox.next();
        if (!next || !m_limiter.mayTake(now.steady))
            break;
        m_limiter.take(now.steady);
        if (next->attempts > 0 && !next->messageId.isEmpty())
            ++m_resent;
        m_outbox.startWriting(next->id);
    }
    handReady(now);
}

void Outgoing::handReady(const base::Instant &now)
{
    while (isFlowing() && m_session->pendingOutput() < sessionHighWater) {
        const outbox::EntryPtr entry = m_outbox.ready();
        if (!entry)
            return;
        if (const auto sent = hand(entry->opcode, entry->payload, InFlight::Origin::Outbox, entry->id); !sent) {
            if (sent.error() == ws::SendError::OutputFull && m_session->pendingOutput() > 0)
                return; // It goes when there is room.
            if (sent.error() == ws::SendError::NotOpen)
                return m_outbox.stopWriting();
            m_outbox.unsendable(entry->id);
            continue;
        }
        m_outbox.handed(entry->id);
        m_wantsProof = true;
        m_outlets.handedOver();
        if (!entry->messageId.isEmpty() && m_settings.delivery.guarantee == messaging::Guarantee::AtLeastOnce) {
            const base::Nanoseconds wait = m_settings.delivery.ackTimeout * (1LL << std::min(entry->attempts - 1, 6));
            m_resendAt[entry->id]
                = {.at = now.steady + std::min<base::Nanoseconds>(wait, 60s), .attempts = entry->attempts};
        }
    }
}

void Outgoing::resendOverdue(const base::Instant &now)
{
    for (auto each = m_resendAt.begin(); each != m_resendAt.end();) {
        if (each->second.at > now.steady) {
            ++each;
            continue;
        }
        m_outbox.resend(each->first);
        each = m_resendAt.erase(each);
    }
}

void Outgoing::idsReceived(const QList<QByteArray> &ids, const base::Instant &now)
{
    using Ack = outbox::Outbox::Ack;
    const bool strict = m_settings.delivery.rule == messaging::AckRule::RpcReply;
    for (const QByteArray &id : ids) {
        quint64 entry = 0;
        switch (m_outbox.acknowledge(id, &entry)) {
        case Ack::Accepted: m_resendAt.erase(entry); break;
        case Ack::Repeated: ++m_repeatedAcks; break;
        case Ack::NotYetSent: ++m_strayAcks; break;
        case Ack::Unknown:
            m_strayAcks += strict ? 1 : 0;
            break; // With the echo rule any message with an id looks like this.
        }
    }
    settle(now);
}

// What the wire tells.

bool Outgoing::pump(net::Transport &transport, qint64 highWater, const base::Instant &now)
{
    if (!m_session)
        return false;
    handReady(now);
    while (transport.bytesToWrite() < highWater) {
        const QByteArrayView bytes = m_session->output(highWater - transport.bytesToWrite());
        if (bytes.isEmpty())
            break;
        transport.write(bytes);
        m_session->consumed(bytes.size());
        m_consumed += bytes.size();
        handReady(now);
    }
    bool any = false;
    for (InFlight &each : m_inFlight) {
        if (each.end > m_consumed)
            break;
        if (std::exchange(each.written, true))
            continue;
        record(each, now);
        any = true;
    }
    noteTaken(transport);
    std::erase_if(m_inFlight, [](const InFlight &each) {
        return each.written && (each.origin == InFlight::Origin::Profile || each.origin == InFlight::Origin::Heartbeat);
    });
    askForProof();
    writeChanges();
    show(now);
    return any;
}

void Outgoing::record(InFlight &flight, const base::Instant &now)
{
    if (flight.origin == InFlight::Origin::Heartbeat)
        m_batcher.markNextAsHeartbeat();
    if (m_leavesSecretsOut && !flight.copy && !flight.raw && flight.opcode == ws::Opcode::Text)
        flight.copy = settings::withoutSecretsForCapture(flight.payload);
    if (flight.copy)
        m_batcher.markNextAsRedacted();
    flight.facts.lastByte = now.steady;
    const auto kind = flight.raw ? capture::Kind::Raw : static_cast<capture::Kind>(flight.opcode);
    m_batcher.addOwned(capture::Direction::Out, kind, QByteArray(flight.copy.value_or(flight.payload)),
        flight.facts.wireSize, now, &flight.facts);
}

void Outgoing::noteTaken(const net::Transport &transport)
{
    const qint64 position = m_consumed - transport.bytesToWrite();
    for (InFlight &each : m_inFlight) {
        if (each.end > position)
            return;
        if (!std::exchange(each.taken, true) && each.origin == InFlight::Origin::Outbox)
            m_outbox.taken(each.entry);
    }
}

void Outgoing::controlSent(ws::Opcode opcode, QByteArrayView payload, qint64 wireSize)
{
    for (InFlight &each : m_inFlight) {
        if (!each.written)
            each.end += wireSize; // A control frame goes before messages that wait (RFC 6455 §5.4).
    }
    if (opcode != ws::Opcode::Ping)
        return;
    m_pings.push_back({.payload = payload.toByteArray(), .position = m_consumed});
    if (m_pings.size() > pingsRemembered)
        m_pings.pop_front();
}

// WebSocket keeps its order: who answers a ping has read what was written before it.
void Outgoing::pongReceived(QByteArrayView payload, const base::Instant &now)
{
    const auto ping = std::ranges::find_if(m_pings, [&](const PingOut &each) { return payload == each.payload; });
    if (ping == m_pings.end())
        return;
    const qint64 position = ping->position;
    m_pings.erase(m_pings.begin(), ping + 1); // Only the latest ping need be answered (§5.5.3).
    confirm(position);
    settle(now);
}

void Outgoing::closeAnswered() { confirm(m_consumed); }

void Outgoing::confirm(qint64 position)
{
    while (!m_inFlight.empty() && m_inFlight.front().written && m_inFlight.front().end <= position) {
        if (m_inFlight.front().origin == InFlight::Origin::Outbox)
            m_outbox.proven(m_inFlight.front().entry);
        m_inFlight.pop_front();
    }
}

QList<QByteArray> Outgoing::unprovenLive() const
{
    QList<QByteArray> payloads;
    for (const InFlight &each : m_inFlight) {
        if (each.origin == InFlight::Origin::Live)
            payloads.append(each.payload);
    }
    for (const Waiting &waiting : m_beforeLoad)
        payloads.append(waiting.payload);
    return payloads;
}

void Outgoing::boundUnproven()
{
    m_wantsProof = m_wantsProof || m_inFlight.size() >= unprovenMessages;
    while (m_inFlight.size() > unprovenMessages * 10 && m_inFlight.front().written
        && m_inFlight.front().origin == InFlight::Origin::Live)
        m_inFlight.pop_front(); // A peer that answers no ping proves nothing.
}

// One ping behind what was sent from the outbox; never while another waits for its pong.
void Outgoing::askForProof()
{
    if (!m_wantsProof || !m_session || !m_pings.empty() || m_inFlight.empty() || !m_inFlight.back().written)
        return;
    m_wantsProof = false;
    (void)m_session->ping(QByteArrayLiteral("outbox ") + QByteArray::number(++m_lastPing), *m_sink);
}

} // namespace stream
