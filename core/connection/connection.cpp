// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection.h"

#include "core/connection/beatmessages.h"

#include <algorithm>
#include <utility>

namespace connection {
namespace {

constexpr base::Nanoseconds serverClosesWithin = 2s; // RFC 6455 §7.1.1: the server ends TCP first; then we do.
constexpr base::Nanoseconds betweenManualAttempts = 1s;

} // namespace

Connection::Connection(Policy policy, base::Random &random)
    : m_policy(std::move(policy))
    , m_random(random)
    , m_plan(m_policy.backoff)
    , m_heartbeat(m_policy.heartbeat)
{
    m_status.maxAttempts = m_policy.backoff.maxReconnectAttempts;
}

void Connection::setPolicy(const Policy &policy, const base::Instant &now)
{
    m_policy = policy;
    m_plan.setSettings(policy.backoff);
    m_heartbeat.setSettings(policy.heartbeat, now.steady);
    m_readsMessages
        = policy.heartbeat.enabled && (policy.heartbeat.adaptive || policy.heartbeat.kind != BeatKind::Ping);
    updateHidden(now);
    m_status.heartbeat = m_heartbeat.status();
    m_status.maxAttempts = policy.backoff.maxReconnectAttempts;
}

// What a person asks for.

void Connection::open(const base::Instant &now)
{
    noticeSleep(now);
    if (m_status.state == State::Closing)
        m_reopen = true;
    if (isBetweenAttempts(m_status.state)) {
        m_plan.grantMore();
        m_status.retryAt = std::min(m_status.retryAt, std::max(now.steady, m_attemptAt + betweenManualAttempts));
        return advance(now);
    }
    if (!isAtRest(m_status.state))
        return;
    m_plan.restart();
    startAttempt(now);
}

void Connection::close(ws::CloseCode code, const QString &reason, const base::Instant &now)
{
    noticeSleep(now);
    const bool again = std::exchange(m_userClosed, true);
    const State state = m_status.state;
    m_reopen = false;
    if (isOpen(state)) {
        m_actions.emplace_back(SendClose{.code = code, .reason = reason});
        startClosing(CloseTimedOut{}, m_policy.closeTimeout, now);
        m_closing.reset();
    } else if (state == State::Closing && again) {
        abortAndEnd(m_closing.value_or(Closed{.code = 1006, .reason = {}, .byPeer = false}), now);
    } else if (isOpening(state) || isBetweenAttempts(state)) {
        dropTransport();
        enter(State::Closed, now);
    }
}

void Connection::pingNow(const base::Instant &now)
{
    m_heartbeat.pingNow(now.steady);
    advance(now);
}

// What happened.

void Connection::transportPhase(State state, const base::Instant &now)
{
    noticeSleep(now);
    if (isOpening(m_status.state) && state >= State::Resolving && state <= State::Tls)
        enter(state, now);
}

void Connection::transportConnected(const net::PeerFacts &peer, const base::Instant &now)
{
    noticeSleep(now);
    if (!isOpening(m_status.state))
        return;
    m_status.peer = peer;
    enter(State::Upgrading, now);
}

void Connection::handshakeAccepted(const base::Instant &now)
{
    noticeSleep(now);
    if (!isOpening(m_status.state))
        return;
    m_wasOpen = true;
    m_isEstablished = false;
    m_plan.opened();
    m_establishedAt = now.steady + m_policy.establishedAfter;
    m_status.lastConnectTime = now.steady - m_attemptAt;
    m_status.connectTimeTotal += m_status.lastConnectTime;
    ++m_status.opens;
    m_heartbeat.start(now.steady);
    pauseHeartbeat(now);
    m_status.heartbeat = m_heartbeat.status();
    enter(State::Open, now);
}

void Connection::requestRefused(ws::RequestError error, const base::Instant &now)
{
    m_transportUp = false; // None was opened.
    if (isOpening(m_status.state))
        ended(error, now);
}

void Connection::handshakeFailed(const ws::HandshakeError &error, const base::Instant &now)
{
    noticeSleep(now);
    if (isOpening(m_status.state))
        abortAndEnd(error, now);
}

void Connection::notReady(const NotReady &failure, const base::Instant &now)
{
    noticeSleep(now);
    if (isOpening(m_status.state))
        return abortAndEnd(failure, now);
    if (!isOpen(m_status.state))
        return;
    m_actions.emplace_back(SendClose{.code = ws::CloseCode::GoingAway, .reason = QStringLiteral("No answer")});
    startClosing(failure, m_policy.closeTimeout, now);
}

void Connection::bytesReceived(const base::Instant &now)
{
    noticeSleep(now);
    m_heartbeat.bytesReceived(now.steady);
    if (m_status.network == Network::Offline && isHeardOffline(now)) {
        m_status.network = Network::NotNeeded;
        pauseHeartbeat(now);
        m_status.heartbeat = m_heartbeat.status();
    }
    if (m_readsMessages)
        m_status.heartbeat = m_heartbeat.status();
    recovered(now);
}

void Connection::pongReceived(QByteArrayView payload, const base::Instant &now)
{
    m_heartbeat.pongReceived(payload, now.steady);
    m_status.heartbeat = m_heartbeat.status();
    recovered(now);
}

void Connection::recovered(const base::Instant &now)
{
    if (m_status.state == State::Suspect && !m_heartbeat.isSuspect())
        enter(m_isEstablished ? State::Established : State::Open, now);
}

void Connection::dataSent(const base::Instant &now)
{
    m_heartbeat.dataSent(now.steady);
    m_status.heartbeat = m_heartbeat.status();
}

void Connection::closeFrameReceived(quint16 code, const QString &reason, const base::Instant &now)
{
    noticeSleep(now);
    if (isOpen(m_status.state)) {
        startClosing(Closed{.code = code, .reason = reason, .byPeer = true}, serverClosesWithin, now);
    } else if (m_status.state == State::Closing && !m_closing) {
        m_closing = Closed{.code = code, .reason = reason, .byPeer = false};
        m_closeDeadline = now.steady + serverClosesWithin;
    }
}

void Connection::protocolFailed(ws::ProtocolError error, const base::Instant &now)
{
    noticeSleep(now);
    if (isOpen(m_status.state))
        startClosing(error, m_policy.closeTimeout, now);
    else if (m_status.state == State::Closing && !m_closing)
        m_closing = error;
}

void Connection::transportEnded(const net::TransportError &error, const base::Instant &now)
{
    noticeSleep(now);
    if (!std::exchange(m_transportUp, false))
        return;
    ended(m_closing ? *m_closing : Failure(error), now);
}

void Connection::setReadingPaused(bool paused, const base::Instant &now)
{
    m_readingPaused = paused;
    pauseHeartbeat(now);
    m_status.heartbeat = m_heartbeat.status();
    recovered(now);
}

void Connection::pauseHeartbeat(const base::Instant &now)
{
    m_heartbeat.setPaused(m_readingPaused || m_status.network == Network::Offline, now.steady);
}

bool Connection::readMessage(bool binary, QByteArrayView payload, const base::Instant &now)
{
    const HeartbeatSettings &rule = m_policy.heartbeat;
    const bool mayBeat = rule.kind != BeatKind::Ping && binary == rule.binary;
    BeatMatch match = rule.match;
    const bool echoes = rule.kind == BeatKind::Message && match.value.contains("${nonce}");
    if (echoes)
        match.value = match.field.isEmpty() ? filled(match.value, "nonce", m_heartbeat.payload()) : QByteArray();
    const auto value = mayBeat ? m_beats.matched(match, payload) : std::nullopt;
    if (!value) {
        m_heartbeat.messageReceived(now.steady);
        return false; // The status follows with the drain: messages come by the million.
    }
    if (rule.kind == BeatKind::Reply) {
        m_heartbeat.requested(now.steady);
        if (!rule.message.isEmpty() && isOpen(m_status.state))
            m_actions.emplace_back(SendBeat{.payload = filled(rule.message, "value", *value), .binary = rule.binary});
    } else if (echoes && !match.field.isEmpty()) {
        m_heartbeat.pongReceived(*value, now.steady);
    } else {
        m_heartbeat.answered(now.steady);
    }
    m_status.heartbeat = m_heartbeat.status();
    recovered(now);
    return true;
}

void Connection::setHidden(bool hidden, const base::Instant &now)
{
    m_hidden = hidden;
    updateHidden(now);
    advance(now);
}

//! Who records to a file of his own wants to know of a loss at once, whether he looks or not.
void Connection::updateHidden(const base::Instant &now)
{
    m_heartbeat.setHidden(m_hidden && !m_policy.recording, now.steady);
}

} // namespace connection
