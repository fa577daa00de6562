// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/outgoing.h"

#include "core/messaging/messageid.h"

#include <algorithm>
#include <utility>

namespace stream {
namespace {

using namespace std::chrono_literals;
using outbox::Refusal;
using outbox::State;

//! So many entries are marked as being written with one commit.
constexpr int writtenTogether = 64;
constexpr base::Nanoseconds showEvery = 50ms;
constexpr base::Nanoseconds expireEvery = 30s;
//! Sent live, and nothing proves yet that the peer has it: beyond this a ping asks for proof, beyond ten times this the
//! oldest are forgotten.
constexpr std::size_t unprovenMessages = 1'000;
constexpr qint64 sessionHighWater = 4 << 20;
constexpr std::size_t pingsRemembered = 4;

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
        QByteArray sync = resume.syncMessage;
        sendOnConnect(ws::Opcode::Text, sync.replace("${lastMessageId}", last), now);
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

QByteArray Outgoing::idOf(ws::Opcode opcode, const QByteArray &payload) const
{
    if (m_settings.delivery.guarantee != messaging::Guarantee::AtLeastOnce || opcode != ws::Opcode::Text)
        return {};
    const auto id = messaging::JsonFields(payload).id(m_settings.delivery.idField);
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

void Outgoing::sendOnConnect(ws::Opcode opcode, const QByteArray &payload, const base::Instant &)
{
    if (!m_session)
        return m_outlets.refused({.error = ws::SendError::NotOpen, .payload = payload, .opcode = opcode});
    if (const auto sent = hand(opcode, payload, InFlight::Origin::Profile, 0); !sent)
        m_outlets.refused({.error = sent.error(), .payload = payload, .opcode = opcode});
    else
        m_outlets.handedOver();
}

void Outgoing::sendHeartbeat(ws::Opcode opcode, const QByteArray &payload)
{
    if (m_session)
        (void)hand(opcode, payload, InFlight::Origin::Heartbeat, 0); // A refusal means closing, or a queue that is full anyway.
}

base::Expected<void, ws::SendError> Outgoing::hand(
    ws::Opcode opcode, const QByteArray &payload, InFlight::Origin origin, quint64 entry)
{
    InFlight flight{.origin = origin, .entry = entry, .opcode = opcode, .payload = payload};
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
        if (each.origin == InFlight::Origin::Heartbeat)
            m_batcher.markNextAsHeartbeat();
        each.facts.lastByte = now.steady;
        const auto kind = each.raw ? capture::Kind::Raw : static_cast<capture::Kind>(each.opcode);
        m_batcher.addOwned(capture::Direction::Out, kind, QByteArray(each.payload), each.facts.wireSize, now, &each.facts);
        any = true;
    }
    noteTaken(transport);
    std::erase_if(
        m_inFlight, [](const InFlight &each) { return each.written && (each.origin == InFlight::Origin::Profile || each.origin == InFlight::Origin::Heartbeat); });
    askForProof();
    writeChanges();
    show(now);
    return any;
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

// What the file tells.

void Outgoing::loaded(const QString &outbox,
    const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &entries, outbox::Access access,
    const base::Instant &now)
{
    if (outbox != m_name || !std::exchange(m_loading, false))
        return;
    m_isForeign = access == outbox::Access::ReadOnly;
    if (entries)
        m_outbox.adopt(*entries);
    else
        m_problem = entries.error();
    if (m_isForeign)
        m_problem = {.why = Refusal::OtherInstance, .detail = {}};
    else
        m_outbox.expire(now.wall.count());
    if (m_flows && !m_isForeign)
        m_outbox.holdOld(now.wall.count());
    for (const Waiting &waiting : std::exchange(m_beforeLoad, {}))
        keep(waiting, now);
    settle(now);
}

void Outgoing::committed(quint64 number, const base::Instant &now)
{
    m_outbox.committed(number);
    m_problem = {.why = Refusal::None, .detail = {}};
    settle(now);
}

void Outgoing::writeFailed(quint64 number, const outbox::StoreError &error, const base::Instant &now)
{
    m_problem = error;
    for (const outbox::EntryPtr &entry : m_outbox.failed(number, error.why))
        refuse({entry->opcode, entry->payload, State::Refused, {}}, error.why, error.detail);
    show(now);
}

bool Outgoing::writeChanges()
{
    if (!m_outbox.hasChanges())
        return false;
    outbox::Outbox::Writes writes = m_outbox.takeChanges();
    if (!m_outlets.write) {
        m_outbox.committed(writes.number);
        return true;
    }
    m_outlets.write(writes.number, {.outbox = m_name, .changes = std::move(writes.changes)});
    return false;
}

// Time, and the screen.

void Outgoing::settle(const base::Instant &now)
{
    do
        flushOutbox(now);
    while (writeChanges()); // In memory it is committed at once, and more may go.
    show(now);
}

void Outgoing::advance(const base::Instant &now)
{
    if (now.steady >= m_expireAt) {
        m_expireAt = now.steady + expireEvery;
        if (!m_isForeign)
            m_outbox.expire(now.wall.count());
    }
    resendOverdue(now);
    settle(now);
}

std::optional<base::Nanoseconds> Outgoing::nextDeadline(const base::Instant &now)
{
    std::optional<base::Nanoseconds> next;
    const auto consider = [&next](std::optional<base::Nanoseconds> at) {
        if (at && (!next || *at < *next))
            next = at;
    };
    if (isFlowing()) {
        const auto allowed = m_limiter.nextAt(now.steady);
        if (const auto due = m_batch.nextDeadline())
            consider(std::max(*due, allowed.value_or(*due)));
        if (allowed && m_outbox.next())
            consider(allowed);
        for (const auto &[id, resend] : m_resendAt)
            consider(resend.at);
    }
    if (m_showLater)
        consider(m_shownAt + showEvery);
    if (m_outbox.size() > 0)
        consider(m_expireAt);
    return next;
}

void Outgoing::show(const base::Instant &now)
{
    const outbox::Summary summary = this->summary(now);
    m_showLater = false;
    if (summary == m_shown)
        return;
    m_showLater = m_shownAt.count() != 0 && now.steady < m_shownAt + showEvery;
    if (m_showLater)
        return;
    const bool changed = std::exchange(m_shownGeneration, summary.generation) != summary.generation;
    m_shown = summary;
    m_shownAt = now.steady;
    m_outlets.show(summary, changed ? std::make_shared<const outbox::View>(m_outbox.view()) : nullptr);
}

outbox::Summary Outgoing::summary(const base::Instant &now)
{
    const bool limited = isFlowing() && (m_outbox.next() || !m_batch.isEmpty());
    return {
        .waiting = m_outbox.count(State::Saving) + m_outbox.count(State::Queued) + m_outbox.count(State::Writing),
        .held = m_outbox.count(State::Held),
        .unproven = m_outbox.count(State::Sent),
        .unknown = m_outbox.count(State::Unknown),
        .refused = m_outbox.count(State::Refused),
        .bytes = m_outbox.bytes(),
        .holds = mayHold() && !m_settings.readOnly && !m_isForeign,
        .autoFlush = m_settings.outbox.autoFlush,
        .readOnlyProfile = m_settings.readOnly,
        .problem = m_problem.why,
        .detail = m_problem.detail,
        .nextSendAt = limited ? m_limiter.nextAt(now.steady).value_or(base::Nanoseconds(0)) : base::Nanoseconds(0),
        .resent = m_resent,
        .repeatedAcks = m_repeatedAcks,
        .strayAcks = m_strayAcks,
        .generation = m_outbox.generation(),
    };
}

} // namespace stream
