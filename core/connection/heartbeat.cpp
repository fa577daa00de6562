// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/heartbeat.h"

#include <algorithm>
#include <array>

namespace connection {

void Heartbeat::start(base::Nanoseconds now)
{
    stop();
    m_running = true;
    m_heardAt = now;
    m_activity.start(now);
    chooseRule(now);
    m_answeredHere = false;
    m_status.peerNeverAnswers = false;
    // Messages of an application are not sent before it asks for them.
    const base::Nanoseconds after = m_settings.measuresAfter;
    if (after > 0ns && asks() && hasInterval() && m_settings.kind != BeatKind::Message
        && m_status.rule.interval > after)
        m_measureAt = now + after;
    rest(now);
}

void Heartbeat::setSettings(const HeartbeatSettings &settings, base::Nanoseconds now)
{
    m_settings = settings;
    chooseRule(now);
    plan();
}

void Heartbeat::setHidden(bool hidden, base::Nanoseconds now)
{
    if (hidden == m_hidden)
        return;
    m_hidden = hidden;
    chooseRule(now);
    if (!hidden && m_running && asks())
        m_forced = true;
    plan();
}

void Heartbeat::chooseRule(base::Nanoseconds now) { m_status.rule = beatRule(m_settings, m_activity, m_hidden, now); }

void Heartbeat::stop()
{
    m_running = false;
    m_paused = false;
    m_forced = false;
    m_doubted = false;
    m_suspect = false;
    m_measureAt.reset();
    m_measuring.clear();
    m_out.clear();
    m_status.waiting = false;
    plan();
}

void Heartbeat::setPaused(bool paused, base::Nanoseconds now)
{
    if (paused == m_paused || !m_running)
        return;
    m_paused = paused;
    if (paused) {
        m_forced = m_forced || m_status.waiting;
        m_suspect = false;
        m_out.clear();
        m_status.waiting = false;
    } else {
        m_restSince = std::max(m_restSince, now - m_status.rule.interval); // At most one ping is overdue.
    }
    plan();
}

void Heartbeat::bytesReceived(base::Nanoseconds now)
{
    m_heardAt = now;
    m_suspect = false;
}

void Heartbeat::messageReceived(base::Nanoseconds now)
{
    m_activity.message(now);
    if (!m_settings.adaptive)
        return;
    chooseRule(now);
    plan();
}

void Heartbeat::requested(base::Nanoseconds now)
{
    ++m_status.requests;
    m_status.lastRequest = now;
}

void Heartbeat::answered(base::Nanoseconds now)
{
    if (!m_out.empty())
        pongReceived(QByteArray(m_out.front().payload), now);
}

void Heartbeat::dataSent(base::Nanoseconds now)
{
    m_activity.message(now);
    chooseRule(now);
    m_restSince = std::max(m_restSince, m_heardAt);
    plan();
}

bool Heartbeat::pongReceived(QByteArrayView payload, base::Nanoseconds now)
{
    const auto match = std::ranges::find_if(m_out, [payload](const Ping &ping) { return payload == ping.payload; });
    if (!isRunning() || match == m_out.end())
        return false;
    const base::Nanoseconds rtt = now - match->at;
    m_status.minRtt = m_status.answered == 0 ? rtt : std::min(m_status.minRtt, rtt);
    m_status.maxRtt = std::max(m_status.maxRtt, rtt);
    m_status.totalRtt += rtt;
    m_status.lastRtt = rtt;
    m_status.roundTrips = withRoundTrip(m_status.roundTrips, rtt);
    ++m_status.answered;
    m_status.peerNeverAnswers = false;
    m_answeredHere = true;
    m_suspect = false;
    m_heardAt = now;
    const bool onlyMeasured = match->payload == m_measuring;
    m_out.erase(m_out.begin(), match + 1);
    if (m_out.empty() && !onlyMeasured)
        rest(now);
    return true;
}

Heartbeat::Verdict Heartbeat::advance(base::Nanoseconds now, base::Random &random)
{
    if (!isRunning())
        return Verdict::Nothing;
    chooseRule(now);
    if (m_doubted && asks())
        return ping(Verdict::Suspect, now, now, random);
    if (m_forced)
        return ping(m_suspect ? Verdict::Suspect : Verdict::SendPing, now, now, random);
    if (m_status.waiting)
        return now >= m_pingedAt + m_settings.timeout ? missed(now, random) : Verdict::Nothing;
    if (asks() && hasInterval() && now >= m_restSince + m_status.rule.interval)
        return ping(Verdict::SendPing, m_restSince + m_status.rule.interval, now, random);
    if (m_measureAt && now >= *m_measureAt)
        return measure(now, random);
    plan();
    return Verdict::Nothing;
}

Heartbeat::Verdict Heartbeat::missed(base::Nanoseconds now, base::Random &random)
{
    ++m_status.missed;
    const bool silent = m_heardAt <= m_pingedAt;
    if (silent && asks()) {
        if (!m_suspect && m_settings.secondProbe)
            return ping(Verdict::Suspect, m_pingedAt + m_settings.timeout, now, random);
        stop();
        return Verdict::Lost;
    }
    m_status.peerNeverAnswers = !silent && !m_answeredHere;
    rest(now);
    return Verdict::Nothing;
}

void Heartbeat::newNonce(base::Random &random)
{
    std::array<std::byte, 8> nonce{};
    if (!random.fill(nonce)) // It only tells answers apart: a count will do.
        nonce.back() = static_cast<std::byte>(m_status.sent & 0xFF);
    m_payload = QByteArray(reinterpret_cast<const char *>(nonce.data()), nonce.size()).toHex();
}

void Heartbeat::remember(base::Nanoseconds now)
{
    if (m_out.size() == 2)
        m_out.erase(m_out.begin());
    m_out.push_back({.payload = m_payload, .at = now});
    m_measureAt.reset();
    ++m_status.sent;
}

Heartbeat::Verdict Heartbeat::ping(
    Verdict verdict, base::Nanoseconds due, base::Nanoseconds now, base::Random &random)
{
    newNonce(random);
    remember(now);
    m_dueAt = due;
    m_pingedAt = now;
    m_forced = false;
    m_doubted = false;
    m_suspect = verdict == Verdict::Suspect;
    m_status.waiting = true;
    plan();
    return verdict;
}

Heartbeat::Verdict Heartbeat::measure(base::Nanoseconds now, base::Random &random)
{
    m_dueAt = *m_measureAt;
    newNonce(random);
    remember(now);
    m_measuring = m_payload;
    plan();
    return Verdict::SendPing;
}

void Heartbeat::pingNow(base::Nanoseconds)
{
    m_forced = m_running;
    plan();
}

void Heartbeat::doubt(base::Nanoseconds)
{
    m_doubted = m_running && asks();
    plan();
}

void Heartbeat::rest(base::Nanoseconds now)
{
    m_status.waiting = false;
    m_restSince = now;
    plan();
}

void Heartbeat::plan()
{
    const bool planned = isRunning() && asks() && hasInterval() && !m_status.waiting;
    m_status.nextBeat = planned ? m_restSince + m_status.rule.interval : base::Nanoseconds(0);
}

std::optional<base::Nanoseconds> Heartbeat::nextDeadline() const
{
    if (!isRunning())
        return {};
    if (m_forced || m_doubted)
        return base::Nanoseconds(0); // Overdue.
    if (m_status.waiting)
        return m_pingedAt + m_settings.timeout;
    if (!asks())
        return {};
    // Without a beat while messages flow: looked at again when the last of them is no longer recent.
    const base::Nanoseconds next
        = hasInterval() ? m_restSince + m_status.rule.interval : m_activity.lastAt() + ActivityMeter::window;
    return m_measureAt ? std::min(next, *m_measureAt) : next;
}

} // namespace connection
