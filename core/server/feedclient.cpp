// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedclient.h"

#include "core/server/route.h"
#include "core/ws/testbench/testbench.h"

#include <algorithm>
#include <utility>

namespace server {
namespace {

constexpr qint64 transportRoom
    = 256 * 1024; // Bytes in the socket's buffer; the rest waits in the session, where pongs overtake.

constexpr std::size_t piece = 16 << 10; // Read at once; all its messages are noted before one is answered.
constexpr qint64 turn = 4LL << 20; // Payload answered before others have their turn.

ws::Limits sessionLimits(const GuardLimits &limits) { return {.frame = limits.message, .message = limits.message}; }

QByteArray rateExceeded() { return QByteArrayLiteral(R"({"type":"error","message":"Rate limit exceeded"})"); }

} // namespace

FeedClient::FeedClient(ClientId id, ClientHost &host, const base::Clock &clock, base::Random &random,
    const GuardLimits &limits, const QString &address)
    : m_id(id)
    , m_host(host)
    , m_clock(clock)
    , m_random(random)
    , m_limits(limits)
    , m_watch(limits, clock.now().steady)
{
    m_since = clock.now().steady;
    m_deadline = m_since + limits.headDeadline;
    m_statistics = {.id = id, .address = address, .lastActivity = m_since};
}

void FeedClient::transportRead(std::span<char> bytes, const base::Instant &at)
{
    m_watch.moved(at.steady);
    m_statistics.bytesIn += bytes.size();
    m_hasSpoken = true;
    if (m_silent)
        return; // Read, so that it is the silence and no full buffer that the client meets.
    if (m_stage == Stage::Head)
        readHead(bytes, at);
    else if (m_session)
        readFrames(bytes, at);
    m_host.changed(*this);
}

void FeedClient::readHead(std::span<char> bytes, const base::Instant &at)
{
    const auto result = m_handshake.receive(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (std::holds_alternative<ws::ServerHandshake::Pending>(result))
        return;
    if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
        m_host.misunderstood(*this);
        return refuse(answerFor(*error));
    }
    const auto &request = std::get<ws::ServerRequest>(result);
    const ClientHost::Decision decision = m_host.decide(*this, request);
    if (!decision.scenario)
        return refuse(decision.refusal);

    const ws::DeflateParameters deflate = ws::agreeOn(request.extensions);
    m_transport->write(ws::ServerHandshake::accept(request, decision.subprotocol, deflate));
    m_session.emplace(ws::Role::Server, ws::Accepted{.deflate = deflate}, m_random, sessionLimits(m_limits));
    QByteArray rest = request.rest;
    begin(decision, at);
    if (rest.isEmpty())
        flush();
    else
        readFrames({rest.data(), static_cast<std::size_t>(rest.size())}, at);
}

// Behind the handshake: who the client is comes first, then the scenario hears of it.
void FeedClient::begin(const ClientHost::Decision &decision, const base::Instant &at)
{
    m_stage = Stage::Open;
    m_deadline = {};
    m_handshake = {};
    m_watch.opened(at.steady);
    m_watch.setListener(decision.entry->listens);
    m_statistics.path = decision.entry->path;
    m_scenario = decision.scenario;
    m_query = decision.query;
    m_gate.emplace(decision.entry->access, m_host.credentials(), m_limits, at.steady);
    const QString token = QStringLiteral("token");
    if (m_query.hasQueryItem(token)) {
        const QByteArray shown = m_query.queryItemValue(token, QUrl::FullyDecoded).toUtf8();
        m_query.removeAllQueryItems(token);
        (void)obey(m_gate->token(shown), at);
    } else if (m_gate->isOpen()) {
        join({}, at);
    }
}

void FeedClient::join(const Identity &who, const base::Instant &at)
{
    m_joined = true;
    m_statistics.who = who.name;
    m_scenario->joinedAs(m_id, who, m_query, at, m_host.outbox());
}

// True when the message that was judged is for the scenario.
bool FeedClient::obey(const AuthGate::Verdict &verdict, const base::Instant &at)
{
    using Kind = AuthGate::Verdict::Kind;
    switch (verdict.kind) {
    case Kind::Pass: return true;
    case Kind::Ignore: return false;
    case Kind::Admit: join(verdict.who, at); return false;
    case Kind::Close:
        close(static_cast<ws::CloseCode>(verdict.code), QString::fromLatin1(verdict.reason));
        flush();
        return false;
    }
    return false;
}

void FeedClient::refuse(const QByteArray &answer)
{
    m_stage = Stage::Ending;
    m_deadline = m_clock.now().steady + m_limits.closeDeadline;
    m_transport->write(answer);
    m_transport->finish();
}

void FeedClient::readFrames(std::span<char> bytes, const base::Instant &at)
{
    const std::size_t done = m_unread.isEmpty() ? take(bytes, at) : 0;
    const std::span<char> rest = bytes.subspan(done);
    if (m_stage == Stage::Open)
        m_unread.append(rest.data(), static_cast<qsizetype>(rest.size()));
    pause();
}

void FeedClient::readOn(const base::Instant &at)
{
    if (m_unread.isEmpty() || m_paused || m_stage != Stage::Open)
        return;
    QByteArray bytes = std::exchange(m_unread, {});
    readFrames({bytes.data(), static_cast<std::size_t>(bytes.size())}, at);
    m_host.changed(*this);
}

// In pieces, and only so much a turn: a few kilobytes may inflate to many megabytes, and others wait for their turn.
std::size_t FeedClient::take(std::span<char> bytes, const base::Instant &at)
{
    qint64 answered = 0;
    std::size_t done = 0;
    while (done < bytes.size() && answered < turn && !m_paused) {
        const std::size_t size = std::min(piece, bytes.size() - done);
        m_session->receive(bytes.subspan(done, size), at.steady, *this);
        done += size;
        answered += answerMessages(at);
        flush();
    }
    return done;
}

qint64 FeedClient::answerMessages(const base::Instant &at)
{
    qint64 answered = 0;
    m_answering = true;
    for (const Message &message : std::exchange(m_received, {})) {
        if (m_stage == Stage::Open)
            deliver(message, at);
        answered += message.payload.size();
    }
    m_answering = false;
    return answered;
}

void FeedClient::deliver(const Message &message, const base::Instant &at)
{
    m_watch.heard(at.steady);
    m_statistics.lastActivity = at.steady;
    ++m_statistics.messagesIn;
    if (m_session->closeSent() && !m_session->closeReceived())
        return; // We said goodbye: nothing more is done for it.
    if (!obey(m_gate->message(message.opcode, message.payload), at))
        return;
    if (!m_statistics.who.isEmpty() && !m_host.mayPass(m_statistics.who, at.steady))
        return send(ws::Opcode::Text, rateExceeded());
    m_scenario->messageReceived(m_id, message.opcode, message.payload, at, m_host.outbox());
}

void FeedClient::controlReceived(ws::Opcode opcode, QByteArrayView, const ws::WireFacts &facts)
{
    if (opcode == ws::Opcode::Pong)
        m_watch.ponged(facts.lastByte);
}

void FeedClient::messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &)
{
    m_received.push_back({opcode, payload.toByteArray()});
}

void FeedClient::assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &)
{
    m_received.push_back({opcode, std::move(payload)});
}

void FeedClient::send(ws::Opcode opcode, const QByteArray &payload)
{
    if (m_silent || m_stage != Stage::Open || m_session->state() != ws::Session::State::Open)
        return;
    const bool behind = pending() > m_limits.backlog;
    if ((behind && !m_answering) || !m_session->send(opcode, payload))
        return close(ws::CloseCode::TryAgainLater, QStringLiteral("reading too slowly"));
    const base::Nanoseconds now = m_clock.now().steady;
    m_watch.told(now);
    m_statistics.lastActivity = now;
    ++m_statistics.messagesOut;
}

qint64 FeedClient::pending() const
{
    return (m_session ? m_session->pendingOutput() : 0) + m_transport->bytesToWrite();
}

void FeedClient::flush()
{
    if (m_silent || !m_session || m_stage == Stage::Ended || m_stage == Stage::Ending)
        return;
    if (m_flushing)
        return; // The transport tells, from inside, what it has written.
    m_flushing = true;
    writeOut();
    m_transport->flush();
    m_flushing = false;
    if (m_stage != Stage::Open)
        return; // It was found broken.
    writeOut();
    using State = ws::Session::State;
    const State state = m_session->state();
    if ((state == State::Closed || state == State::Failed) && m_deadline == base::Nanoseconds(0))
        m_deadline = m_clock.now().steady + m_limits.closeDeadline;
    if ((state == State::Closed || state == State::Failed) && m_session->pendingOutput() == 0) {
        m_stage = Stage::Ending;
        return m_transport->finish();
    }
    // Pressing back: half of what pauses must have gone before it is read again. It pauses at twice the backlog,
    // because a flood keeps the backlog full by itself, and the client's close frame must still come in.
    const bool tooMuch = state == State::Open && pending() > (m_paused ? m_limits.backlog : 2 * m_limits.backlog);
    m_paused = tooMuch;
    pause();
}

void FeedClient::writeOut()
{
    for (;;) {
        const qint64 room = transportRoom - m_transport->bytesToWrite();
        const QByteArrayView bytes = room > 0 ? m_session->output(room) : QByteArrayView();
        if (bytes.isEmpty())
            break;
        m_transport->write(bytes);
        m_statistics.bytesOut += static_cast<quint64>(bytes.size());
        m_session->consumed(bytes.size());
    }
}

void FeedClient::pause()
{
    const bool wanted = m_paused || !m_unread.isEmpty();
    if (std::exchange(m_transportPaused, wanted) != wanted)
        m_transport->setPaused(wanted);
}

void FeedClient::transportWritten()
{
    if (m_stage == Stage::Ended || m_silent)
        return;
    m_watch.moved(m_clock.now().steady);
    flush();
    if (m_stage != Stage::Open)
        return;
    if (m_joined)
        m_scenario->writable(m_id, m_clock.now(), m_host.outbox());
    flush();
    readOn(m_clock.now());
}

void FeedClient::close(ws::CloseCode code, const QString &reason)
{
    if (m_stage == Stage::Head) {
        m_stage = Stage::Ending;
        m_deadline = m_clock.now().steady + m_limits.closeDeadline;
        return m_transport->finish();
    }
    if (m_stage != Stage::Open || !m_session->close(code, reason, *this))
        return;
    m_deadline = m_clock.now().steady + m_limits.closeDeadline;
    m_host.changed(*this);
}

void FeedClient::breakLink(Breakage breakage)
{
    switch (breakage) {
    case Breakage::Silent:
        m_silent = true;
        m_paused = false;
        m_unread.clear();
        return pause();
    case Breakage::Reset: return m_transport->reset();
    case Breakage::EndWithoutClose:
        m_stage = Stage::Ending;
        m_deadline = m_clock.now().steady + m_limits.closeDeadline;
        return m_transport->finish();
    case Breakage::NoPong:
        if (m_session)
            ws::testbench::TestBench(*m_session).withholdPongs(true);
        return;
    }
}

void FeedClient::advance(base::Nanoseconds now)
{
    if (m_stage == Stage::Ended || m_silent)
        return;
    readOn(m_clock.now());
    if (m_stage == Stage::Ended)
        return;
    if (m_deadline != base::Nanoseconds(0)) {
        if (now >= m_deadline)
            m_transport->abort();
        return;
    }
    if (m_stage == Stage::Open && !obey(m_gate->advance(now), m_clock.now()))
        return;
    watchOver(now);
}

void FeedClient::watchOver(base::Nanoseconds now)
{
    switch (m_watch.advance(now)) {
    case ClientWatch::Action::None: return;
    case ClientWatch::Action::CutOff: return m_transport->abort();
    case ClientWatch::Action::Ping:
        if (m_session && m_session->ping({}, *this))
            flush();
        return;
    case ClientWatch::Action::Idle:
        close(ws::CloseCode::Normal, QStringLiteral("Idle timeout"));
        return flush();
    case ClientWatch::Action::Lost:
        close(ws::CloseCode::GoingAway, QStringLiteral("Heartbeat timeout"));
        return flush();
    }
}

std::optional<base::Nanoseconds> FeedClient::nextDeadline() const
{
    if (m_stage == Stage::Ended || m_silent)
        return std::nullopt;
    if (!m_unread.isEmpty() && !m_paused)
        return base::Nanoseconds(0);
    if (m_deadline != base::Nanoseconds(0))
        return m_deadline;
    auto next = m_watch.nextDeadline();
    const auto gate = m_gate ? m_gate->nextDeadline() : std::nullopt;
    return gate && (!next || *gate < *next) ? gate : next;
}

void FeedClient::transportEnded(const net::TransportError &)
{
    m_stage = Stage::Ended;
    m_host.ended(*this);
}

} // namespace server
