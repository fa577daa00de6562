// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/streamworker.h"

#include "core/stream/notes.h"

#include <algorithm>
#include <utility>

namespace stream {

StreamWorker::StreamWorker(base::ConnectionId id, const base::Clock &clock, TransportFactory factory,
    std::shared_ptr<Budget> budget, WorkerOutlets outlets)
    : m_clock(clock)
    , m_factory(std::move(factory))
    , m_budget(std::move(budget))
    , m_outlets(std::move(outlets))
    , m_connection({}, m_random)
    , m_opening(m_random)
    , m_batcher(id, m_outlets.publish)
    , m_outgoing(m_batcher, outgoingOutlets())
    , m_byHand([this](capture::Kind kind, QByteArray &&payload, const ws::WireFacts &facts) {
        m_outgoing.queued(kind, std::move(payload), facts);
    })
    , m_timer(this) // A child, so that it moves to the network thread with the worker.
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const base::Instant now = m_clock.now();
        m_greeting.advance(now.steady);
        greet();
        m_connection.advance(now);
        m_outgoing.advance(now);
        work();
    });
}

StreamWorker::~StreamWorker()
{
    m_outgoing.lost(m_clock.now()); // What was on its way is kept, also when nobody waited for the closing handshake.
}

OutgoingOutlets StreamWorker::outgoingOutlets()
{
    OutgoingOutlets outlets = m_outlets.outgoing;
    outlets.handedOver = [this] { m_connection.dataSent(m_clock.now()); };
    outlets.resumed = [this](const QByteArray &askedBehind) { m_outlets.resumed(m_batcher.lastSeq(), askedBehind); };
    return outlets;
}

void StreamWorker::transportRead(std::span<char> bytes, const base::Instant &at)
{
    m_readAt = at;
    m_connection.bytesReceived(at);
    if (m_session)
        receive(bytes);
    else if (m_handshake)
        upgrade(bytes);
}

std::span<char> StreamWorker::transportReadRoom(qsizetype most)
{
    return m_session ? m_session->payloadRoom(most) : std::span<char>();
}

void StreamWorker::receive(std::span<char> bytes)
{
    m_session->receive(bytes, m_readAt.steady, *this);
    greet();
    pauseIfFull();
}

void StreamWorker::askKernel(base::Nanoseconds now)
{
    static constexpr base::Nanoseconds often = std::chrono::seconds(1);
    if (!m_outlets.kernelTold || !m_session || !m_transport || now - m_kernelAsked < often)
        return;
    m_kernelAsked = now;
    if (const auto facts = m_transport->kernel())
        m_outlets.kernelTold(*facts);
}

void StreamWorker::transportDrained()
{
    m_batcher.finish();
    askKernel(m_readAt.steady);
    work();
    pauseIfFull();
}

void StreamWorker::transportWritten() { flush(); }

void StreamWorker::transportEnded(const net::TransportError &error)
{
    if (m_goingOn)
        return;
    const base::Instant now = m_clock.now();
    if (m_session && m_session->isInsideMessage())
        note(capture::Kind::Problem, notes::truncated());
    if (m_handshake) {
        const ws::HandshakeError failure = m_handshake->finished();
        // An answer that was no 101 says more than the end of the stream behind it.
        const bool saysMore = failure.rule != ws::HandshakeRule::ConnectionClosed
            || error.kind == net::TransportError::Kind::PeerClosed;
        if (saysMore && m_connection.status().state == connection::State::Upgrading) {
            if (goesOn(failure))
                return work();
            refused(failure, now);
        }
    }
    m_attempt.transportEnded(error.kind, now);
    m_connection.transportEnded(error, now);
    dropTransport();
    work();
}

void StreamWorker::work()
{
    if (m_working)
        return; // The outermost call does the work of the inner ones.
    m_working = true;
    for (auto actions = m_connection.takeActions(); !actions.empty(); actions = m_connection.takeActions()) {
        for (const connection::Action &action : actions)
            std::visit([this](const auto &each) { perform(each); }, action);
    }
    flush();
    m_batcher.finish();
    m_outlets.statusChanged(m_connection.status(), m_attempt.facts());
    if (const bool awaits = m_outgoing.awaitsAcks(); std::exchange(m_awaitedAcks, awaits) != awaits)
        m_outlets.awaitsAcks(awaits);
    armTimer();
    m_working = false;
    if (m_retired && connection::isAtRest(m_connection.status().state))
        QMetaObject::invokeMethod(this, std::exchange(m_retired, {}), Qt::QueuedConnection);
    if (m_openNext && connection::isAtRest(m_connection.status().state))
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (const auto next = std::exchange(m_openNext, {}))
                    open(*next);
            },
            Qt::QueuedConnection);
}

void StreamWorker::perform(const connection::AbortTransport &)
{
    dropStep();
    if (m_transport)
        m_transport->abort(); // Answers with transportEnded().
}

void StreamWorker::perform(const connection::SendPing &action)
{
    m_pingDue = action.dueAt;
    if (m_session)
        (void)m_session->ping(action.payload, *this); // A refusal means closing: no answer is expected then.
    m_pingDue.reset();
}

void StreamWorker::perform(const connection::SendBeat &action)
{
    m_outgoing.sendHeartbeat(action.binary ? ws::Opcode::Binary : ws::Opcode::Text, action.payload);
}

void StreamWorker::perform(const connection::SendClose &action)
{
    if (m_session)
        (void)m_session->close(action.code, action.reason, *this);
}

//! Who ended the stream of the last attempt, or ends it now.
metrics::TcpEnd StreamWorker::tcpEnd() const
{
    const auto attempt = m_attempt.facts();
    if (!attempt || !attempt->tcpClosedAt)
        return metrics::TcpEnd::Ours;
    using Kind = net::TransportError::Kind;
    switch (attempt->tcpEnd) {
    case Kind::PeerClosed: return metrics::TcpEnd::PeerFin;
    case Kind::Reset: return metrics::TcpEnd::PeerReset;
    default: return metrics::TcpEnd::Unknown;
    }
}

void StreamWorker::perform(const connection::StateChanged &action)
{
    notes::StateContext context{.tcp = tcpEnd()};
    if (action.to == connection::State::Open && connection::isOpening(action.from))
        context.beat = m_profile.policy.heartbeat.kind;
    note(capture::Kind::State, notes::stateChanged(action, m_connection.status(), context));
    const bool ended = !connection::isOpen(action.to) && action.to != connection::State::Closing;
    if (m_wasOpen && ended) {
        m_wasOpen = false;
        note(capture::Kind::Gap, notes::gap(m_connection.status()));
    }
}

void StreamWorker::flush()
{
    if (!m_session || !m_transport)
        return;
    const bool recorded = m_outgoing.pump(*m_transport, m_profile.limits.outputHighWater.bytes, m_clock.now());
    if (recorded && !m_working)
        m_batcher.finish();
    // RFC 6455 §7.1.1: behind a failure the client may end the TCP connection itself, once its close frame is written.
    if (m_session->state() == ws::Session::State::Failed && m_session->pendingOutput() == 0)
        m_transport->finish();
}

void StreamWorker::dropTransport()
{
    dropStep();
    m_greeting.stop();
    m_outgoing.lost(m_clock.now());
    if (const QByteArray parts = m_byHand.lost(); !parts.isEmpty())
        m_outlets.outgoing.refused(
            {.error = ws::SendError::NotOpen, .payload = parts, .opcode = m_byHand.partsOpcode()});
    m_session.reset();
    m_handshake.reset();
    if (!m_transport)
        return;
    // It may be calling us right now: it goes when the event loop is reached.
    auto old = std::make_shared<std::unique_ptr<net::Transport>>(std::move(m_transport));
    QMetaObject::invokeMethod(
        this, [old] { old->reset(); }, Qt::QueuedConnection);
}

void StreamWorker::pauseIfFull()
{
    if (!m_paused && m_transport && m_budget->isFull() && m_budget->waitForRoom())
        setPaused(true);
}

void StreamWorker::setPaused(bool paused)
{
    m_paused = paused;
    const base::Instant now = m_clock.now();
    if (m_transport)
        m_transport->setPaused(paused);
    m_connection.setReadingPaused(paused, now);
    m_outlets.backPressureChanged(paused, now.steady);
}

void StreamWorker::armTimer()
{
    auto deadline = m_connection.nextDeadline();
    if (const auto sending = m_outgoing.nextDeadline(m_clock.now()))
        deadline = std::min(deadline.value_or(*sending), *sending);
    if (const auto greeting = m_greeting.nextDeadline())
        deadline = std::min(deadline.value_or(*greeting), *greeting);
    if (!deadline)
        return m_timer.stop();
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*deadline - m_clock.now().steady);
    m_timer.start(std::clamp(wait, std::chrono::milliseconds(0), std::chrono::milliseconds(60'000)));
}

void StreamWorker::note(capture::Kind kind, const QByteArray &json)
{
    m_batcher.add(capture::Direction::In, kind, json, 0, m_clock.now());
}

} // namespace stream
