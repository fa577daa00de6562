// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/lifecycle.h"

#include <algorithm>

namespace metrics {

using connection::State;

namespace {

std::size_t placeOf(State state) { return static_cast<std::size_t>(state); }
std::size_t phaseOf(State state) { return placeOf(state) - placeOf(State::Resolving); }

template <typename Entry>
void keep(std::vector<Entry> &entries, Entry entry)
{
    if (entries.size() == LifeCycle::mostEntries)
        entries.erase(entries.begin());
    entries.push_back(std::move(entry));
}

//! A place for \a cause, as long as there are any.
template <typename Value>
Value &placeFor(std::map<QByteArray, Value> &places, const QByteArray &cause)
{
    const bool hasPlace = places.contains(cause) || places.size() < LifeCycle::mostCauses;
    return places[hasPlace ? cause : QByteArray("others")];
}

bool isTimeout(const QByteArray &cause)
{
    return cause == "open timed out" || cause == "heartbeat" || cause == "close timed out";
}

//! A connection is wanted in these.
bool isWanted(State state) { return !connection::isAtRest(state) || state == State::Failed; }

} // namespace

void LifeCycle::changed(const StateNote &note, quint64 seq, qint64 wallNs)
{
    reached(wallNs);
    m_timeIn[placeOf(m_state)] += m_sinceNs >= 0 ? wallNs - m_sinceNs : 0;
    const bool wasOpen = connection::isOpen(note.from) || note.from == State::Closing;
    const bool isSession = connection::isOpen(note.to) || note.to == State::Closing;
    if (connection::isOpening(note.from))
        leftPhase(wallNs);
    if (wasOpen && !isSession)
        sessionEnded(note, seq, wallNs);
    if (connection::isOpening(note.to) && !connection::isOpening(note.from))
        beginAttempt(wallNs);
    else if (connection::isOpening(note.from) && note.to == State::Open)
        opened(wallNs);
    else if (connection::isOpening(note.from) && note.to == State::Closed)
        ++cancelled;
    else if (connection::isOpening(note.from) && !connection::isOpening(note.to))
        attemptFailed(note, wallNs);
    if (note.to == State::Suspect) {
        ++suspicions;
        m_session.isSuspected = true;
    }
    if (note.beat)
        m_beat = *note.beat;
    m_state = note.to;
    m_sinceNs = wallNs;
    keep(history, {.wallNs = wallNs, .state = note.to});
}

void LifeCycle::beginAttempt(qint64 wallNs)
{
    ++attempts;
    m_attemptNs = wallNs;
    m_phaseNs = {};
    m_hadPhase = {};
}

// Rounds of one attempt (a login, a redirect) go through the same phases: their times add up.
void LifeCycle::leftPhase(qint64 wallNs)
{
    if (!connection::isOpening(m_state) || m_sinceNs < 0)
        return; // The capture begins in the middle of an attempt.
    m_phaseNs[phaseOf(m_state)] += wallNs - m_sinceNs;
    m_hadPhase[phaseOf(m_state)] = true;
}

void LifeCycle::opened(qint64 wallNs)
{
    ++opens;
    if (m_attemptNs > 0) {
        connectTime.add(wallNs - m_attemptNs);
        for (std::size_t phase = 0; phase < phases; ++phase) {
            if (m_hadPhase[phase])
                phaseTime[phase].add(m_phaseNs[phase]);
        }
    }
    m_session = {};
    m_session.openedNs = wallNs;
    m_heardNs = m_activeNs = wallNs;
    if (!gapList.empty() && gapList.back().lengthNs < 0 && gapList.back().missing == 0)
        gapList.back().lengthNs = wallNs - gapList.back().wallNs;
}

void LifeCycle::attemptFailed(const StateNote &note, qint64 wallNs)
{
    ++failures;
    timeouts += isTimeout(note.cause) ? 1 : 0;
    Failures &same = placeFor(failuresByCause, note.cause);
    ++same.count;
    if (m_attemptNs == 0)
        return;
    same.time.add(wallNs - m_attemptNs);
    failureTime.add(wallNs - m_attemptNs);
}

void LifeCycle::sessionEnded(const StateNote &note, quint64 seq, qint64 wallNs)
{
    timeouts += isTimeout(note.cause) ? 1 : 0;
    ++placeFor(endsByCause, note.cause);
    const bool isWhole = m_session.openedNs > 0; // Else it opened before the first row.
    const qint64 length = isWhole ? wallNs - m_session.openedNs : 0;
    if (isWhole)
        sessionTime.add(length);
    keep(closes,
        {.seq = seq,
            .wallNs = wallNs,
            .sessionNs = length,
            .silentNs = m_heardNs > 0 ? wallNs - m_heardNs : 0,
            .idleNs = m_activeNs > 0 ? (m_session.closingNs > 0 ? m_session.closingNs : wallNs) - m_activeNs : 0,
            .cause = note.cause,
            .code = note.code,
            .received = m_session.received,
            .sent = m_session.sent,
            .by = m_session.by,
            .tcp = note.tcp,
            .lastMessageBytes = m_session.lastMessageBytes,
            .lastWasSent = m_session.lastWasSent,
            .lastSentBytes = m_session.lastSentBytes,
            .hadSuspicion = m_session.isSuspected});
    m_session = {};
}

void LifeCycle::gap(const GapNote &note, quint64 seq, qint64 wallNs)
{
    reached(wallNs);
    ++gaps;
    missing += note.missing;
    keep(gapList, {.seq = seq, .wallNs = wallNs, .reason = note.reason, .missing = note.missing});
    if (connection::isOpen(m_state))
        gapList.back().lengthNs = 0; // It flows; only messages are missing.
}

void LifeCycle::closeFrame(bool received, const CloseSide &close, qint64 wallNs)
{
    using By = CloseEntry::By;
    if (m_session.by == By::Nobody) {
        m_session.by = received ? By::Peer : By::Us;
        m_session.closingNs = wallNs;
    }
    auto &side = received ? m_session.received : m_session.sent;
    if (!side)
        side = close;
}

void LifeCycle::messageReceived(qint64 wallNs, qint64 bytes)
{
    m_session.lastWasSent = false;
    m_session.lastMessageBytes = bytes;
    if (std::exchange(m_session.gotMessage, true) || m_session.openedNs == 0)
        return;
    firstMessageTime.add(wallNs - m_session.openedNs);
}

qint64 LifeCycle::timeIn(State state) const
{
    const bool lasts = state == m_state && m_sinceNs >= 0;
    return m_timeIn[placeOf(state)] + (lasts ? std::max<qint64>(0, m_reachedNs - m_sinceNs) : 0);
}

qint64 LifeCycle::uptimeNs() const
{
    return timeIn(State::Open) + timeIn(State::Established) + timeIn(State::Suspect);
}

std::optional<double> LifeCycle::availability() const
{
    qint64 wanted = 0;
    for (std::size_t place = 0; place < states; ++place) {
        if (const auto state = static_cast<State>(place); isWanted(state))
            wanted += timeIn(state);
    }
    return wanted > 0 ? std::optional(static_cast<double>(uptimeNs()) / static_cast<double>(wanted)) : std::nullopt;
}

} // namespace metrics
