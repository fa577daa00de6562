// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/outgoing.h"

#include "core/base/placeholder.h"
#include "core/messaging/messageid.h"

#include <algorithm>
#include <utility>

namespace stream {
namespace {

using outbox::Refusal;
using outbox::State;

} // namespace

Outgoing::Outgoing(Batcher &batcher, OutgoingOutlets outlets) : m_batcher(batcher), m_outlets(std::move(outlets)) { }

void Outgoing::configure(const QString &outbox, const messaging::SendingSettings &settings, const base::Instant &now)
{
    if (outbox != m_name || m_isForeign) {
        writeChanges();
        m_outbox.clear();
        m_resendAt.clear();
        m_beforeLoad.clear();
        m_problem = {.why = Refusal::None, .detail = {}};
        m_name = outbox;
        m_loading = static_cast<bool>(m_outlets.load);
        m_isForeign = false;
    }
    setSending(settings, now);
    if (m_loading)
        m_outlets.load(m_name);
}

void Outgoing::setSending(const messaging::SendingSettings &settings, const base::Instant &now)
{
    const messaging::PolitenessSettings &polite = settings.politeness;
    if (!(polite == m_settings.politeness)) {
        QList<QByteArray> items;
        if (!m_batch.isEmpty())
            (void)m_batch.take(&items);
        for (const QByteArray &item : items)
            keep({ws::Opcode::Text, item, State::Queued, {}}, now);
        m_limiter = messaging::RateLimiter(polite.perMinute, polite.burst);
        m_repeats = messaging::RepeatGuard(polite.repeatAfter);
        m_batch = messaging::BatchSender(polite.batchWindow, std::max(1, polite.batchItems));
    }
    m_settings = settings;
    m_idField = messaging::JsonFields({settings.delivery.idField});
    m_outbox.setSettings(settings.outbox, settings.delivery.guarantee);
    settle(now);
}

// The life of one session.

void Outgoing::opened(ws::Session &session, ws::EventSink &sink)
{
    m_session = &session;
    m_sink = &sink;
    m_consumed = 0;
    m_flows = false;
    m_inFlight.clear();
    m_pings.clear();
}

void Outgoing::flow(const base::Instant &now)
{
    if (!m_session || std::exchange(m_flows, true))
        return;
    const messaging::ResumeSettings &resume = m_settings.resume;
    QByteArray last;
    if (!resume.idField.isEmpty() && m_outlets.lastMessageId)
        last = m_outlets.lastMessageId();
    if (!last.isEmpty() && !resume.syncMessage.isEmpty()) {
        sendOnConnect(ws::Opcode::Text, base::withPlaceholder(resume.syncMessage, "${lastMessageId}", last), now);
    } else {
        last.clear();
    }
    if (m_outlets.resumed)
        m_outlets.resumed(last);
    if (!m_isForeign)
        m_outbox.holdOld(now.wall.count());
    settle(now);
}

void Outgoing::lost(const base::Instant &now)
{
    if (!m_session)
        return;
    m_session = nullptr;
    m_flows = false;
    m_pings.clear();
    m_resendAt.clear();
    std::vector<quint64> untouched;
    const State unsent = m_settings.outbox.autoFlush ? State::Queued : State::Held;
    for (const InFlight &each : std::exchange(m_inFlight, {})) {
        // From the first byte that left the session its fate is unknown, also if the kernel never sent it (D03).
        const bool touched = m_consumed > each.end - each.facts.wireSize;
        if (each.origin == InFlight::Origin::Outbox && !touched)
            untouched.push_back(each.entry);
        else if (each.origin == InFlight::Origin::Live)
            keep({each.opcode, each.payload, touched ? State::Unknown : unsent, {}}, now);
    }
    for (const quint64 id : m_outbox.handedOver())
        m_outbox.lost(id, std::ranges::find(untouched, id) == untouched.end());
    m_outbox.stopWriting();
    QList<QByteArray> items;
    if (!m_batch.isEmpty())
        (void)m_batch.take(&items);
    for (const QByteArray &item : items)
        keep({ws::Opcode::Text, item, unsent, {}}, now);
    m_shownAt = base::Nanoseconds(0); // Told at once: it may be the last word.
    settle(now);
}

// Sending.

QByteArray Outgoing::idOf(ws::Opcode opcode, const QByteArray &payload)
{
    if (m_settings.delivery.guarantee != messaging::Guarantee::AtLeastOnce || opcode != ws::Opcode::Text)
        return {};
    m_idField.read(payload);
    const auto id = m_idField.id(0);
    return id ? *id : QByteArray();
}

void Outgoing::send(ws::Opcode opcode, const QByteArray &payload, const base::Instant &now)
{
    if (m_settings.readOnly)
        return refuse({opcode, payload, State::Refused, {}}, Refusal::ReadOnlyProfile);
    if (!m_repeats.pass(payload, now.steady))
        return refuse({opcode, payload, State::Refused, {}}, Refusal::Repeated);
    const QByteArray id = idOf(opcode, payload);
    if (id.isEmpty() && tryLive(opcode, payload, now))
        return settle(now);
    const bool goesByItself = m_session || m_settings.outbox.autoFlush;
    keep({opcode, payload, goesByItself ? State::Queued : State::Held, id}, now);
    settle(now);
}

// At once, when nothing waits before it.
bool Outgoing::tryLive(ws::Opcode opcode, const QByteArray &payload, const base::Instant &now)
{
    if (!isFlowing() || !(m_isForeign || m_outbox.isFlushed()) || !m_beforeLoad.empty())
        return false;
    if (m_settings.politeness.batch) {
        if (opcode == ws::Opcode::Text && m_batch.add(payload, now.steady)) {
            if (m_batch.isFull())
                flushBatch(now);
            return true;
        }
        flushBatch(now);
        if (!m_batch.isEmpty())
            return false;
    }
    if (!m_limiter.mayTake(now.steady))
        return false;
    m_limiter.take(now.steady);
    sendLive(opcode, payload, now);
    return true;
}

void Outgoing::sendLive(ws::Opcode opcode, const QByteArray &payload, const base::Instant &)
{
    if (const auto sent = hand(opcode, payload, InFlight::Origin::Live, 0); !sent)
        m_outlets.refused({.error = sent.error(), .payload = payload, .opcode = opcode});
    else
        m_outlets.handedOver();
    boundUnproven();
}

void Outgoing::sendOnConnect(
    ws::Opcode opcode, const QByteArray &payload, const base::Instant &, const std::optional<QByteArray> &copy)
{
    if (!m_session)
        return m_outlets.refused({.error = ws::SendError::NotOpen, .payload = payload, .opcode = opcode});
    if (const auto sent = hand(opcode, payload, InFlight::Origin::Profile, 0, copy); !sent)
        m_outlets.refused({.error = sent.error(), .payload = payload, .opcode = opcode});
    else
        m_outlets.handedOver();
}

void Outgoing::sendHeartbeat(ws::Opcode opcode, const QByteArray &payload)
{
    if (m_session)
        (void)hand(opcode, payload, InFlight::Origin::Heartbeat,
            0); // A refusal means closing, or a queue that is full anyway.
}

base::Expected<void, ws::SendError> Outgoing::hand(ws::Opcode opcode, const QByteArray &payload,
    InFlight::Origin origin, quint64 entry, const std::optional<QByteArray> &copy)
{
    InFlight flight{.origin = origin, .entry = entry, .opcode = opcode, .payload = payload, .copy = copy};
    if (const auto sent = m_session->send(opcode, payload, &flight.facts); !sent)
        return base::Unexpected{sent.error()};
    flight.end = m_consumed + m_session->pendingOutput();
    m_inFlight.push_back(std::move(flight));
    return {};
}

void Outgoing::queued(capture::Kind kind, QByteArray &&payload, const ws::WireFacts &facts)
{
    const bool isRaw = kind == capture::Kind::Raw;
    m_inFlight.push_back({.end = m_consumed + m_session->pendingOutput(),
        .origin = isRaw ? InFlight::Origin::Profile : InFlight::Origin::Live,
        .opcode = isRaw ? ws::Opcode::Binary : static_cast<ws::Opcode>(kind),
        .payload = std::move(payload),
        .facts = facts,
        .raw = isRaw});
    if (m_outlets.handedOver)
        m_outlets.handedOver();
}

void Outgoing::flushBatch(const base::Instant &now)
{
    if (m_batch.isEmpty() || !m_session || !m_limiter.mayTake(now.steady))
        return;
    m_limiter.take(now.steady);
    sendLive(ws::Opcode::Text, m_batch.take(), now);
}

void Outgoing::keep(const Waiting &waiting, const base::Instant &now)
{
    if (!mayHold() && !m_session && waiting.state != State::Unknown)
        return m_outlets.refused(
            {.error = ws::SendError::NotOpen, .payload = waiting.payload, .opcode = waiting.opcode});
    if (m_loading) {
        m_beforeLoad.push_back(waiting);
        return;
    }
    if (m_isForeign && waiting.state != State::Unknown)
        return refuse(waiting, Refusal::OtherInstance);
    const auto added
        = m_outbox.add(waiting.opcode, waiting.payload, waiting.state, now.wall.count(), waiting.messageId);
    if (!added)
        refuse(waiting, added.error());
}

void Outgoing::refuse(const Waiting &waiting, Refusal why, const QString &detail)
{
    m_outlets.refused({.error = ws::SendError::NotOpen,
        .payload = waiting.payload,
        .opcode = waiting.opcode,
        .refusal = why,
        .detail = detail});
}

void Outgoing::order(const outbox::Order &order, const base::Instant &now)
{
    using Kind = outbox::Order::Kind;
    outbox::OrderReply reply{.kind = order.kind, .done = {}, .tooLate = 0};
    if (m_isForeign)
        return m_outlets.ordered({.kind = order.kind, .done = {}, .tooLate = static_cast<int>(order.ids.size())});
    const std::vector<quint64> ids = order.kind == Kind::ReleaseAll ? m_outbox.held() : order.ids;
    for (const quint64 id : ids) {
        outbox::EntryPtr done;
        if (order.kind == Kind::Cancel || order.kind == Kind::Edit)
            done = m_outbox.cancel(id);
        else if (const outbox::EntryPtr entry = m_outbox.find(id); m_outbox.release(id, now.wall.count()))
            done = entry;
        if (done)
            reply.done.push_back(done);
        else
            ++reply.tooLate;
    }
    for (const outbox::EntryPtr &entry : order.entries)
        m_outbox.restore(entry);
    m_outlets.ordered(reply);
    settle(now);
}

} // namespace stream
