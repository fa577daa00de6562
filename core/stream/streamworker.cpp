// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/streamworker.h"

#include "core/base/redact.h"
#include "core/stream/notes.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace stream {
namespace {

capture::Kind kindOf(ws::Opcode opcode)
{
    return static_cast<capture::Kind>(opcode); // Kinds of the wire have the RFC's numbers.
}

connection::State stateOf(net::Phase phase)
{
    switch (phase) {
    case net::Phase::Resolving: return connection::State::Resolving;
    case net::Phase::Connecting: return connection::State::Connecting;
    case net::Phase::Proxy: return connection::State::Proxy;
    case net::Phase::Tls: return connection::State::Tls;
    }
    return connection::State::Connecting;
}

connection::OpenPhase phaseOf(net::Phase phase)
{
    switch (phase) {
    case net::Phase::Resolving: return connection::OpenPhase::Resolving;
    case net::Phase::Connecting: return connection::OpenPhase::Connecting;
    case net::Phase::Proxy: return connection::OpenPhase::Proxy;
    case net::Phase::Tls: return connection::OpenPhase::Tls;
    }
    return connection::OpenPhase::Connecting;
}

//! Reached without any network.
bool isThisMachine(const QString &host)
{
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost")) || QHostAddress(host).isLoopback();
}

//! An address in another order of secrets is the same feed; no secret gets into a file's keys.
QString outboxName(const settings::Profile &profile)
{
    return profile.sending.outbox.name.isEmpty() ? base::redactedUrl(profile.url) : profile.sending.outbox.name;
}

} // namespace

StreamWorker::StreamWorker(base::ConnectionId id, const base::Clock &clock, TransportFactory factory, std::shared_ptr<Budget> budget, WorkerOutlets outlets)
    : m_clock(clock)
    , m_factory(std::move(factory))
    , m_budget(std::move(budget))
    , m_outlets(std::move(outlets))
    , m_connection({}, m_random)
    , m_opening(m_random)
    , m_batcher(id, m_outlets.publish)
    , m_outgoing(m_batcher, outgoingOutlets())
    , m_byHand([this](capture::Kind kind, QByteArray &&payload, const ws::WireFacts &facts) { m_outgoing.queued(kind, std::move(payload), facts); })
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

void StreamWorker::open(const settings::Profile &profile)
{
    const connection::State state = m_connection.status().state;
    if (!connection::isAtRest(state)) {
        // What is open is closed properly first; a second request replaces the first.
        m_openNext = profile;
        if (state != connection::State::Closing)
            m_connection.close(ws::CloseCode::Normal, QStringLiteral("Client closing"), m_clock.now());
        return work();
    }
    if (profile.url != m_profile.url)
        m_acceptedLeaf.clear();
    m_profile = profile;
    m_source = m_outlets.claimOutbox ? m_outlets.claimOutbox(outboxName(profile)) : outboxName(profile);
    m_outgoing.configure(m_source, profile.sending, m_clock.now());
    m_outlets.sendingChanged(m_source, profile.sending);
    m_connection.setPolicy(profile.policy, m_clock.now());
    setNetwork(m_network);
    m_connection.open(m_clock.now());
    work();
}

void StreamWorker::close(ws::CloseCode code, const QString &reason)
{
    m_openNext.reset();
    m_connection.close(code, reason, m_clock.now());
    work();
}

void StreamWorker::reconnectNow()
{
    m_connection.open(m_clock.now());
    work();
}

void StreamWorker::pingNow()
{
    m_connection.pingNow(m_clock.now());
    work();
}

void StreamWorker::send(ws::Opcode opcode, const QByteArray &payload)
{
    m_outgoing.send(opcode, payload, m_clock.now());
    work();
}

void StreamWorker::order(const outbox::Order &order)
{
    m_outgoing.order(order, m_clock.now());
    work();
}

void StreamWorker::setSending(const messaging::SendingSettings &sending)
{
    m_profile.sending = sending;
    m_outgoing.setSending(sending, m_clock.now());
    m_outlets.sendingChanged(m_source, sending);
    work();
}

void StreamWorker::setPolicy(const connection::Policy &policy)
{
    m_profile.policy = policy;
    m_connection.setPolicy(policy, m_clock.now());
    work();
}

void StreamWorker::setHidden(bool hidden)
{
    m_connection.setHidden(hidden, m_clock.now());
    work();
}

void StreamWorker::setNetwork(connection::Network network)
{
    m_network = network;
    m_connection.setNetwork(isThisMachine(m_profile.url.host()) ? connection::Network::Unknown : network, m_clock.now());
    work();
}

void StreamWorker::addNote(capture::Kind kind, const QByteArray &json)
{
    note(kind, json);
    work();
}

void StreamWorker::idsReceived(const QList<QByteArray> &ids)
{
    m_outgoing.idsReceived(ids, m_clock.now());
    work();
}

void StreamWorker::outboxLoaded(const QString &outbox,
    const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &entries, outbox::Access access)
{
    m_outgoing.loaded(outbox, entries, access, m_clock.now());
    work();
}

void StreamWorker::outboxWritten(quint64 number, const base::Expected<void, outbox::StoreError> &result)
{
    if (result)
        m_outgoing.committed(number, m_clock.now());
    else
        m_outgoing.writeFailed(number, result.error(), m_clock.now());
    work();
}

OutgoingOutlets StreamWorker::outgoingOutlets()
{
    OutgoingOutlets outlets = m_outlets.outgoing;
    outlets.handedOver = [this] { m_connection.dataSent(m_clock.now()); };
    outlets.resumed = [this](const QByteArray &askedBehind) { m_outlets.resumed(m_batcher.lastSeq(), askedBehind); };
    return outlets;
}

void StreamWorker::sendByHand(const HandOrder &order)
{
    if (m_profile.sending.readOnly)
        return m_outlets.outgoing.refused({.payload = order.payload, .opcode = order.opcode, .refusal = outbox::Refusal::ReadOnlyProfile});
    const auto sent = m_session ? m_byHand.send(*m_session, order, *this) : base::Expected<void, ws::SendError>(base::Unexpected {ws::SendError::NotOpen});
    if (!sent)
        return m_outlets.outgoing.refused({.error = sent.error(), .payload = order.payload, .opcode = order.opcode});
    m_connection.dataSent(m_clock.now());
    work();
}

void StreamWorker::withholdPongs(bool withhold)
{
    m_byHand.withholdPongs(withhold, m_session ? &*m_session : nullptr);
    note(capture::Kind::Problem, notes::pongsWithheld(withhold));
    work();
}

void StreamWorker::resumeReading()
{
    // The total of all connections may still be full; then that is waited for.
    if (m_paused && (!m_budget->isFull() || !m_budget->waitForRoom()))
        setPaused(false);
    work();
}

void StreamWorker::retire(std::function<void()> retired)
{
    m_retired = std::move(retired);
    close(ws::CloseCode::Normal, QStringLiteral("Client closing"));
}

void StreamWorker::transportPhase(net::Phase phase)
{
    const base::Instant now = m_clock.now();
    m_attempt.phase(phaseOf(phase), now);
    m_connection.transportPhase(stateOf(phase), now);
    work();
}

void StreamWorker::transportConnected(const net::PeerFacts &peer)
{
    if (peer.certificateException && m_acceptedLeaf.isEmpty() && m_profile.tls.acceptFirstLeaf)
        m_acceptedLeaf = peer.leafSha256;
    const base::Instant now = m_clock.now();
    m_connection.transportConnected(peer, now);
    m_attempt.phase(connection::OpenPhase::Request, now);
    m_transport->write(m_handshake->request());
    work();
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

void StreamWorker::upgrade(std::span<char> bytes)
{
    m_attempt.answerBegan(m_readAt);
    auto result = m_handshake->receive({bytes.data(), static_cast<qsizetype>(bytes.size())});
    if (auto *agreed = std::get_if<ws::Accepted>(&result)) {
        accepted(std::move(*agreed));
    } else if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
        if (goesOn(*error))
            return;
        m_handshake.reset();
        m_attempt.refused(error->head, error->body, m_readAt);
        m_connection.handshakeFailed(*error, m_clock.now());
        work();
    }
}

void StreamWorker::accepted(ws::Accepted &&accepted)
{
    QByteArray rest = std::exchange(accepted.rest, {});
    m_handshake.reset();
    m_attempt.accepted(accepted, m_readAt);
    m_session.emplace(ws::Role::Client, accepted, m_random, m_profile.limits);
    m_session->setDeflateOptions(m_profile.compression.options);
    m_outgoing.opened(*m_session, *this);
    m_byHand.opened(*m_session);
    m_wasOpen = true;
    m_connection.handshakeAccepted(m_readAt);
    work();
    m_greeting.start(m_opening.profile(), m_clock.now().steady);
    greet();
    work();
    if (!rest.isEmpty() && m_session)
        receive({rest.data(), static_cast<std::size_t>(rest.size())}); // Frames behind the 101 (H19).
}

void StreamWorker::receive(std::span<char> bytes)
{
    m_session->receive(bytes, m_readAt.steady, *this);
    greet();
    pauseIfFull();
}

void StreamWorker::transportDrained()
{
    m_batcher.finish();
    work();
    pauseIfFull();
}

void StreamWorker::transportWritten()
{
    flush();
}

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
        const bool saysMore = failure.rule != ws::HandshakeRule::ConnectionClosed || error.kind == net::TransportError::Kind::PeerClosed;
        if (saysMore && m_connection.status().state == connection::State::Upgrading) {
            if (goesOn(failure))
                return work();
            m_attempt.refused(failure.head, failure.body, now);
            m_connection.handshakeFailed(failure, now);
        }
    }
    m_attempt.transportEnded(error.kind, now);
    m_connection.transportEnded(error, now);
    dropTransport();
    work();
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
        const ws::CloseStatus status = m_session->closeReceived().value_or(ws::CloseStatus {});
        if (const auto &sent = m_session->closeSent(); sent && sent->code == status.code && m_connection.status().state == connection::State::Closing)
            m_outgoing.closeAnswered();
        m_attempt.closeReceived(status.code, status.reason, m_readAt);
        m_connection.closeFrameReceived(status.code, status.reason, m_readAt);
    }
}

void StreamWorker::controlSent(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts)
{
    const base::Instant now = m_clock.now();
    m_batcher.add(capture::Direction::Out, kindOf(opcode), payload, facts.wireSize, now, &facts);
    if (const auto &sent = m_session->closeSent(); opcode == ws::Opcode::Close && sent)
        m_attempt.closeSent(sent->code, sent->reason, now);
    m_outgoing.controlSent(opcode, payload, facts.wireSize);
}

void StreamWorker::protocolFailed(ws::ProtocolError error)
{
    note(capture::Kind::Problem, notes::protocolError(error));
    m_connection.protocolFailed(error, m_readAt);
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
        QMetaObject::invokeMethod(this, [this] {
            if (const auto next = std::exchange(m_openNext, {}))
                open(*next);
        }, Qt::QueuedConnection);
}

void StreamWorker::perform(const connection::OpenTransport &)
{
    dropTransport();
    if (m_profile.before.enabled)
        runStep();
    else
        beginOpening({});
}

void StreamWorker::runStep()
{
    const quint64 number = ++m_stepNumber;
    m_step = std::make_unique<HttpStep>(
        m_factory,
        [this](net::Phase phase) {
            m_connection.transportPhase(stateOf(phase), m_clock.now());
            work();
        },
        [this, number](const HttpStep::Answer &answer) {
            // From the event loop: the step is still speaking.
            QMetaObject::invokeMethod(this, [this, number, answer] {
                if (number == m_stepNumber && m_step)
                    stepDone(answer);
            }, Qt::QueuedConnection);
        });
    m_step->start(m_profile);
}

void StreamWorker::stepDone(const HttpStep::Answer &answer)
{
    m_step.reset();
    const base::Instant now = m_clock.now();
    if (answer)
        beginOpening(*answer);
    else if (const auto *notReady = std::get_if<connection::NotReady>(&answer.error()))
        m_connection.notReady(*notReady, now);
    else if (const auto *error = std::get_if<net::TransportError>(&answer.error()))
        m_connection.transportEnded(*error, now);
    work();
}

void StreamWorker::beginOpening(const settings::VariableMap &fetched)
{
    if (const auto begun = m_opening.begin(m_profile, fetched); !begun)
        return m_connection.notReady(begun.error(), m_clock.now());
    openRound();
}

void StreamWorker::openRound()
{
    OpeningRound round = m_opening.round();
    auto handshake = ws::ClientHandshake::create(round.request, m_random);
    if (!handshake)
        return m_connection.requestRefused(handshake.error(), m_clock.now());
    m_handshake.emplace(std::move(*handshake));
    m_attempt.begin(m_handshake->request(), round.request.offerDeflate, m_clock.now());
    if (round.endpoint.tlsSettings.acceptFirstLeaf)
        round.endpoint.tlsSettings.acceptedLeafSha256 = m_acceptedLeaf;
    m_transport = m_factory(*this);
    if (m_paused)
        setPaused(false);
    m_transport->setReadBuffer(m_profile.limits.unreadInbound.bytes);
    m_transport->open(round.endpoint);
}

//! Whether another round of the attempt answers \a refusal; it has begun then.
bool StreamWorker::goesOn(const ws::HandshakeError &refusal)
{
    if (!m_opening.mayGoOn(refusal))
        return false;
    m_attempt.refused(refusal.head, refusal.body, m_clock.now());
    m_goingOn = true;
    if (m_transport)
        m_transport->abort();
    m_goingOn = false;
    dropTransport();
    openRound();
    return true;
}

void StreamWorker::greet()
{
    for (const QByteArray &message : m_greeting.takeMessages())
        m_outgoing.sendOnConnect(ws::Opcode::Text, message, m_clock.now());
    if (m_greeting.isOver())
        m_outgoing.flow(m_clock.now());
    if (m_greeting.state() != Greeting::State::Failed)
        return;
    const QString problem = m_greeting.problem();
    m_greeting.stop();
    m_connection.notReady({.reason = connection::NotReady::Reason::NoReply, .detail = problem}, m_clock.now());
}

void StreamWorker::perform(const connection::AbortTransport &)
{
    dropStep();
    if (m_transport)
        m_transport->abort(); // Answers with transportEnded().
}

void StreamWorker::perform(const connection::SendPing &action)
{
    if (m_session)
        (void)m_session->ping(action.payload, *this); // A refusal means closing: no answer is expected then.
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

void StreamWorker::perform(const connection::StateChanged &action)
{
    note(capture::Kind::State, notes::stateChanged(action, m_connection.status()));
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

void StreamWorker::dropStep()
{
    ++m_stepNumber;
    if (!m_step)
        return;
    auto old = std::make_shared<std::unique_ptr<HttpStep>>(std::move(m_step));
    QMetaObject::invokeMethod(this, [old] { old->reset(); }, Qt::QueuedConnection);
}

void StreamWorker::dropTransport()
{
    dropStep();
    m_greeting.stop();
    m_outgoing.lost(m_clock.now());
    if (const QByteArray parts = m_byHand.lost(); !parts.isEmpty())
        m_outlets.outgoing.refused({.error = ws::SendError::NotOpen, .payload = parts, .opcode = m_byHand.partsOpcode()});
    m_session.reset();
    m_handshake.reset();
    if (!m_transport)
        return;
    // It may be calling us right now: it goes when the event loop is reached.
    auto old = std::make_shared<std::unique_ptr<net::Transport>>(std::move(m_transport));
    QMetaObject::invokeMethod(this, [old] { old->reset(); }, Qt::QueuedConnection);
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
