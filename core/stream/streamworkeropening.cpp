// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/streamworker.h"

#include "core/settings/capturecopy.h"
#include "core/settings/profiletrust.h"

#include <utility>

namespace stream {
namespace {

constexpr qsizetype plainPiece = 256 << 10;
constexpr qsizetype compressedPiece = 4 << 10; // Becomes 4 MiB at most.

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

} // namespace

void StreamWorker::transportPhase(net::Phase phase)
{
    const base::Instant now = m_clock.now();
    m_attempt.phase(phaseOf(phase), now);
    m_connection.transportPhase(stateOf(phase), now);
    work();
}

void StreamWorker::transportConnected(const net::PeerFacts &peer)
{
    const base::Instant now = m_clock.now();
    m_connection.transportConnected(peer, now);
    m_attempt.phase(connection::OpenPhase::Request, now);
    m_transport->write(m_handshake->request());
    work();
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
        refused(*error, m_readAt);
        work();
    }
}

//! \a refusal ends the attempt.
void StreamWorker::refused(const ws::HandshakeError &refusal, const base::Instant &at)
{
    m_attempt.refused(refusal.head, refusal.body, at);
    const base::Instant now = m_clock.now();
    if (const QString &server = m_opening.notAgreed(); !server.isEmpty())
        m_connection.notReady({.reason = connection::NotReady::Reason::Redirected, .detail = server}, now);
    else
        m_connection.handshakeFailed(refusal, now);
}

void StreamWorker::accepted(ws::Accepted &&accepted)
{
    QByteArray rest = std::exchange(accepted.rest, {});
    m_handshake.reset();
    m_attempt.accepted(accepted, m_readAt);
    m_session.emplace(ws::Role::Client, accepted, m_random, m_profile.limits);
    m_session->setDeflateOptions(m_profile.compression.options);
    if (!accepted.deflate.enabled)
        m_transport->setPieceSize(plainPiece);
    m_outgoing.opened(*m_session, *this);
    m_byHand.opened(*m_session);
    m_wasOpen = true;
    if (const QUrl where = m_opening.redirectedTo(); where != std::exchange(m_reached, where))
        m_outlets.reached(where.isEmpty() ? m_opening.profile().url : where);
    m_connection.handshakeAccepted(m_readAt);
    work();
    m_greeting.start(m_opening.profile(), m_profile.sendOnConnect, m_clock.now().steady);
    greet();
    work();
    if (!rest.isEmpty() && m_session)
        receive({rest.data(), static_cast<std::size_t>(rest.size())}); // Frames behind the 101 (H19).
}

void StreamWorker::perform(const connection::OpenTransport &)
{
    dropTransport();
    m_attempt.redirected({});
    if (const QStringList asked = settings::asksFor(m_profile); !asked.isEmpty())
        return m_connection.notReady(
            {.reason = connection::NotReady::Reason::Withheld, .detail = asked.join(QLatin1String(", "))},
            m_clock.now());
    if (m_profile.before.enabled)
        runStep();
    else
        beginOpening({});
}

void StreamWorker::runStep()
{
    const quint64 number = ++m_stepNumber;
    m_attempt.stepBegan(m_clock.now());
    m_step = std::make_unique<HttpStep>(
        m_factory,
        [this](net::Phase phase) {
            m_connection.transportPhase(stateOf(phase), m_clock.now());
            work();
        },
        [this, number](const HttpStep::Answer &answer) {
            // From the event loop: the step is still speaking.
            QMetaObject::invokeMethod(
                this,
                [this, number, answer] {
                    if (number == m_stepNumber && m_step)
                        stepDone(answer);
                },
                Qt::QueuedConnection);
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
    m_attempt.redirected(m_opening.redirectedTo());
    m_transport = m_factory(*this);
    if (m_paused)
        setPaused(false);
    m_transport->setReadBuffer(m_profile.limits.unreadInbound.bytes);
    // Deflate swells bytes up to 1 032 times, also those that come with the 101: the budget is looked at between two
    // pieces.
    m_transport->setPieceSize(round.request.offerDeflate ? compressedPiece : plainPiece);
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
        m_outgoing.sendOnConnect(ws::Opcode::Text, message, m_clock.now(),
            settings::captureCopy(m_opening.given(), m_opening.profile(), m_opening.fetched(), message));
    if (m_greeting.takeChanged()) {
        m_attempt.onConnect(m_greeting.messages());
        m_outlets.statusChanged(m_connection.status(), m_attempt.facts());
    }
    if (m_greeting.isOver())
        m_outgoing.flow(m_clock.now());
    if (m_greeting.state() != Greeting::State::Failed)
        return;
    const QString problem = m_greeting.problem();
    m_greeting.stop();
    m_connection.notReady({.reason = connection::NotReady::Reason::NoReply, .detail = problem}, m_clock.now());
}

void StreamWorker::dropStep()
{
    ++m_stepNumber;
    if (!m_step)
        return;
    auto old = std::make_shared<std::unique_ptr<HttpStep>>(std::move(m_step));
    QMetaObject::invokeMethod(
        this, [old] { old->reset(); }, Qt::QueuedConnection);
}

} // namespace stream
