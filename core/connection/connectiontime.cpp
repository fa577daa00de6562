// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection.h"

#include "core/connection/beatmessages.h"

#include <algorithm>
#include <utility>

namespace connection {
namespace {

constexpr base::Nanoseconds sleptFor = 2s;
constexpr base::Nanoseconds betweenOfflineProbes = 30s; // The system may be wrong about the network (N24).

bool isOffline(Network network) { return network == Network::Offline || network == Network::NotNeeded; }

//! The peer said why, and it was no error.
bool isOrderly(const Failure &failure)
{
    const auto *closed = std::get_if<Closed>(&failure);
    return closed && (closed->code == 1000 || closed->code == 1001 || closed->code == 1005);
}

bool isTimeout(const Failure &failure)
{
    return std::holds_alternative<OpenTimedOut>(failure) || std::holds_alternative<HeartbeatLost>(failure)
        || std::holds_alternative<CloseTimedOut>(failure);
}

} // namespace

// What the system and time bring.

// The system judges by its routes: a machine on a direct cable has no network, and reaches its peer. What comes right
// behind the loss was on its way before.
bool Connection::isHeardOffline(const base::Instant &now) const
{
    constexpr auto onItsWay = 5s;
    return m_attemptAt >= m_offlineAt || now.steady >= m_offlineAt + onItsWay;
}

void Connection::setNetwork(Network network, const base::Instant &now)
{
    noticeSleep(now);
    if (network == Network::Offline && m_status.network == Network::NotNeeded)
        return; // Nothing new.
    if (network == Network::Offline)
        m_offlineAt = now.steady;
    const Network before = std::exchange(m_status.network, network);
    pauseHeartbeat(now);
    if (network == Network::Offline && m_status.state == State::WaitingRetry) {
        enter(State::Paused, now);
        m_status.retryAt = now.steady + betweenOfflineProbes;
    } else if (isOffline(before) && network != Network::Offline) {
        if (isOpen(m_status.state))
            m_heartbeat.doubt(now.steady);
        else if (isBetweenAttempts(m_status.state))
            m_status.retryAt = std::min(m_status.retryAt, now.steady);
    }
    const bool back = isOffline(before) && network == Network::Online;
    if (back && m_status.state == State::Failed && m_status.gaveUp) {
        m_plan.restart();
        startAttempt(now);
    }
    m_status.heartbeat = m_heartbeat.status();
    advance(now);
}

void Connection::advance(const base::Instant &now)
{
    noticeSleep(now);
    if (isOpening(m_status.state) && now.steady >= m_attemptAt + m_policy.openTimeout)
        abortAndEnd(OpenTimedOut{}, now);
    if (isOpen(m_status.state))
        beat(now);
    if (m_status.state == State::Open && now.steady >= m_establishedAt) {
        m_isEstablished = true;
        m_plan.established();
        enter(State::Established, now);
    }
    if (m_status.state == State::Closing && now.steady >= m_closeDeadline && !m_actions.empty())
        return; // A close frame that was asked for just now is written before the end.
    if (m_status.state == State::Closing && now.steady >= m_closeDeadline)
        abortAndEnd(m_closing.value_or(CloseTimedOut{}), now);
    if (isBetweenAttempts(m_status.state) && now.steady >= m_status.retryAt)
        startAttempt(now);
}

void Connection::beat(const base::Instant &now)
{
    for (auto verdict = m_heartbeat.advance(now.steady, m_random); verdict != Heartbeat::Verdict::Nothing;
         verdict = m_heartbeat.advance(now.steady, m_random)) {
        if (verdict == Heartbeat::Verdict::Lost) {
            m_actions.emplace_back(
                SendClose{.code = ws::CloseCode::GoingAway, .reason = QStringLiteral("Heartbeat timeout")});
            startClosing(HeartbeatLost{}, 0s, now);
            break;
        }
        if (verdict == Heartbeat::Verdict::Suspect)
            enter(State::Suspect, now);
        sendBeat();
    }
    m_status.heartbeat = m_heartbeat.status();
}

void Connection::sendBeat()
{
    const HeartbeatSettings &rule = m_policy.heartbeat;
    const QByteArray &nonce = m_heartbeat.payload();
    if (rule.enabled && rule.kind == BeatKind::Message)
        m_actions.emplace_back(SendBeat{.payload = filled(rule.message, "nonce", nonce), .binary = rule.binary});
    else
        m_actions.emplace_back(SendPing{.payload = nonce, .dueAt = m_heartbeat.dueAt()});
}

std::optional<base::Nanoseconds> Connection::nextDeadline() const
{
    const State state = m_status.state;
    if (isOpening(state))
        return m_attemptAt + m_policy.openTimeout;
    if (state == State::Closing)
        return m_closeDeadline;
    if (isBetweenAttempts(state))
        return m_status.retryAt;
    if (!isOpen(state))
        return {};
    auto deadline = m_heartbeat.nextDeadline();
    if (state == State::Open)
        deadline = std::min(deadline.value_or(m_establishedAt), m_establishedAt);
    return deadline;
}

std::vector<Action> Connection::takeActions() { return std::exchange(m_actions, {}); }

//! The steady clock stands still while the machine sleeps; the boot clock does not (N22).
void Connection::noticeSleep(const base::Instant &now)
{
    const base::Nanoseconds asleep = now.boot - now.steady;
    const bool slept = m_knowsSleep && asleep - m_asleep > sleptFor;
    m_asleep = asleep;
    m_knowsSleep = true;
    if (!slept)
        return;
    m_heartbeat.doubt(now.steady);
    if (isOpen(m_status.state))
        beat(now);
    if (isBetweenAttempts(m_status.state))
        m_status.retryAt = std::min(m_status.retryAt, now.steady + jittered(1s, m_random));
}

// Transitions.

void Connection::enter(State state, const base::Instant &now)
{
    if (state == m_status.state)
        return;
    m_actions.emplace_back(StateChanged{.from = m_status.state, .to = state});
    m_status.state = state;
    m_status.since = now;
    if (!isBetweenAttempts(state))
        m_status.retryAt = 0ns;
    if (state != State::Failed)
        m_status.gaveUp = false;
    Transition transition{.to = state, .at = now, .attempt = m_status.attempt};
    if (const auto ended = std::exchange(m_justEnded, {})) {
        transition.failure = ended;
        transition.closeCode = closeCodeOf(*ended, m_endedOpen);
    }
    m_status.history = withTransition(m_status.history, std::move(transition));
}

void Connection::startAttempt(const base::Instant &now)
{
    m_plan.attempted(now.steady);
    m_attemptAt = now.steady;
    m_transportUp = true;
    m_wasOpen = false;
    m_userClosed = false;
    m_reopen = false;
    m_closing.reset();
    m_status.attempt = m_plan.attempts();
    ++m_status.attempts;
    enter(State::Resolving, now);
    m_actions.emplace_back(OpenTransport{});
}

void Connection::startClosing(Failure because, base::Nanoseconds patience, const base::Instant &now)
{
    m_closing = std::move(because);
    m_closeDeadline = now.steady + patience;
    m_heartbeat.stop();
    m_status.heartbeat = m_heartbeat.status();
    enter(State::Closing, now);
}

void Connection::dropTransport()
{
    if (std::exchange(m_transportUp, false))
        m_actions.emplace_back(AbortTransport{});
}

void Connection::abortAndEnd(const Failure &failure, const base::Instant &now)
{
    dropTransport();
    ended(failure, now);
}

void Connection::ended(const Failure &failure, const base::Instant &now)
{
    const bool wasOpen = m_wasOpen;
    m_heartbeat.stop();
    m_status.heartbeat = m_heartbeat.status();
    recordFailure(failure);
    m_justEnded = failure;
    m_endedOpen = wasOpen;
    m_closing.reset();
    m_wasOpen = false;
    if (m_reopen) {
        m_plan.restart();
        return startAttempt(now);
    }
    if (m_userClosed)
        return enter(State::Closed, now);
    if (!m_policy.reconnect || !isRetryable(failure, m_policy.retry))
        return restAfter(failure, now);
    const auto delay = wasOpen ? m_plan.afterLoss(failure, audience(), now, m_random)
                               : m_plan.afterFailedOpen(failure, audience(), now, m_random);
    if (m_status.network == Network::Offline) {
        enter(State::Paused, now);
        m_status.retryAt = now.steady + betweenOfflineProbes;
    } else if (delay) {
        retryIn(*delay, now);
    } else {
        restAfter(failure, now);
        m_status.gaveUp = m_status.state == State::Failed;
    }
}

void Connection::recordFailure(const Failure &failure)
{
    m_status.lastFailure = failure;
    if (!m_wasOpen)
        ++m_status.failures;
    if (isTimeout(failure))
        ++m_status.timeouts;
    if (const quint16 code = closeCodeOf(failure, m_wasOpen)) {
        m_status.lastCloseCode = code;
        const auto *closed = std::get_if<Closed>(&failure);
        m_status.lastCloseReason = closed ? closed->reason : QString();
    }
}

void Connection::restAfter(const Failure &failure, const base::Instant &now)
{
    enter(isOrderly(failure) ? State::Closed : State::Failed, now);
}

void Connection::retryIn(base::Nanoseconds delay, const base::Instant &now)
{
    enter(State::WaitingRetry, now);
    m_status.retryAt = now.steady + delay;
}

RetryPlan::Audience Connection::audience() const
{
    return m_policy.recording ? RetryPlan::Audience::Recording : RetryPlan::Audience::Watched;
}

} // namespace connection
