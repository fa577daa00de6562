// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/attempt.h"

#include <utility>

namespace connection {

//! A copy to change: readers keep what they have.
Attempt &AttemptRecorder::change()
{
    auto next = m_facts ? std::make_shared<Attempt>(*m_facts) : std::make_shared<Attempt>();
    m_facts = next;
    return *next;
}

void AttemptRecorder::endPhase(Attempt &attempt, const base::Instant &now)
{
    if (!attempt.phases.empty() && attempt.phases.back().end == base::Nanoseconds(0))
        attempt.phases.back().end = now.steady;
}

void AttemptRecorder::begin(const QByteArray &requestHead, bool compressionOffered, const base::Instant &now)
{
    auto next = std::make_shared<Attempt>();
    next->number = ++m_count;
    next->startedAt = m_stepAt.value_or(now);
    if (const auto step = std::exchange(m_stepAt, {}))
        next->phases.push_back({.phase = OpenPhase::HttpStep, .begin = step->steady, .end = now.steady});
    next->requestHead = requestHead;
    next->compressionOffered = compressionOffered;
    m_facts = next;
}

void AttemptRecorder::phase(OpenPhase phase, const base::Instant &now)
{
    if (!m_facts || m_facts->tcpClosedAt || m_facts->openedAt)
        return;
    if (!m_facts->phases.empty() && m_facts->phases.back().phase == phase)
        return;
    Attempt &attempt = change();
    endPhase(attempt, now);
    attempt.phases.push_back({.phase = phase, .begin = now.steady});
}

void AttemptRecorder::answerBegan(const base::Instant &now)
{
    if (m_facts && !m_facts->phases.empty() && m_facts->phases.back().phase == OpenPhase::Request)
        phase(OpenPhase::Answer, now);
}

void AttemptRecorder::accepted(const ws::Accepted &accepted, const base::Instant &now)
{
    if (!m_facts)
        return;
    Attempt &attempt = change();
    endPhase(attempt, now);
    attempt.openedAt = now;
    attempt.responseHead = accepted.head;
    attempt.subprotocol = accepted.subprotocol;
    attempt.deflate = accepted.deflate;
}

void AttemptRecorder::refused(const QByteArray &head, const QByteArray &body, const base::Instant &now)
{
    if (!m_facts)
        return;
    Attempt &attempt = change();
    endPhase(attempt, now);
    attempt.responseHead = head;
    attempt.refusedBody = body;
}

void AttemptRecorder::redirected(const QUrl &to)
{
    if (m_facts && m_facts->redirectedTo != to)
        change().redirectedTo = to;
}

void AttemptRecorder::onConnect(std::vector<OnConnectMessage> messages) { change().onConnect = std::move(messages); }

void AttemptRecorder::closeSent(quint16 code, const QString &reason, const base::Instant &now)
{
    if (m_facts && !m_facts->closeSent)
        change().closeSent = CloseSeen{.code = code, .reason = reason, .at = now};
}

void AttemptRecorder::closeReceived(quint16 code, const QString &reason, const base::Instant &now)
{
    if (m_facts && !m_facts->closeReceived)
        change().closeReceived = CloseSeen{.code = code, .reason = reason, .at = now};
}

void AttemptRecorder::transportEnded(net::TransportError::Kind kind, const base::Instant &now)
{
    if (!m_facts || m_facts->tcpClosedAt)
        return;
    Attempt &attempt = change();
    endPhase(attempt, now);
    attempt.tcpClosedAt = now;
    attempt.tcpEnd = kind;
}

} // namespace connection
