// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/statenote.h"

#include <QString>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace metrics {

//! How often something happened, and how long it took.
struct Failures
{
    quint64 count = 0;
    Histogram time; //!< From the beginning of the attempt, in nanoseconds.
    friend bool operator==(const Failures &, const Failures &) = default;
};

//! A close frame that went one way.
struct CloseSide
{
    quint16 code = 1005; //!< 1005: a close frame without a code.
    QString reason; //!< Cut; foreign text when it was received.
    friend bool operator==(const CloseSide &, const CloseSide &) = default;
};

//! How one session ended.
struct CloseEntry
{
    enum class By : quint8 { Nobody, Us, Peer }; //!< Whose close frame came first.

    quint64 seq = 0; //!< The row of the transition.
    qint64 wallNs = 0;
    qint64 sessionNs = 0; //!< How long it was open.
    qint64 silentNs = 0; //!< Since the last frame that was received in it, or since it opened.
    qint64 idleNs = 0; //!< Since the last frame either way, or since it opened.
    QByteArray cause; //!< One word; see StateNote.
    quint16 code = 0; //!< The one a person sees, such as 1006.
    std::optional<CloseSide> received, sent;
    By by = By::Nobody;
    TcpEnd tcp = TcpEnd::Unknown;
    qint64 lastMessageBytes = 0; //!< Size of the last message received.
    bool lastWasSent = false; //!< The last message went out; else it came in.
    qint64 lastSentBytes = 0; //!< Size of the last message sent.
    bool hadSuspicion = false; //!< A heartbeat was not answered shortly before.

    //! RFC 6455 §7.1.4: close frames went both ways before the stream ended.
    [[nodiscard]] bool isClean() const { return received && sent; }
    friend bool operator==(const CloseEntry &, const CloseEntry &) = default;
};

//! A break in what was received.
struct GapEntry
{
    quint64 seq = 0;
    qint64 wallNs = 0;
    QByteArray reason;
    quint64 missing = 0; //!< Messages known to be missing; 0: unknown.
    qint64 lengthNs = -1; //!< Until the stream flowed again; -1: it has not, or it did not stand still.
    friend bool operator==(const GapEntry &, const GapEntry &) = default;
};

//! A state that was entered.
struct StateEntry
{
    qint64 wallNs = 0;
    connection::State state = connection::State::Idle;
    friend bool operator==(const StateEntry &, const StateEntry &) = default;
};

//! The life of one connection: attempts, sessions, closes, time in each state. Built from the rows of its capture, so
//! that live and replayed are the same. Lists are bounded; totals count on.
class LifeCycle
{
public:
    static constexpr std::size_t states = 14;
    static constexpr std::size_t phases = 5; //!< Resolving to Upgrading.
    static constexpr std::size_t mostEntries = 256; //!< Of closes, gaps and transitions: the newest.
    static constexpr std::size_t mostCauses = 32;

    //! What comes begins in the middle of \a state, which counts from \a wallNs on.
    void beginIn(connection::State state, qint64 wallNs)
    {
        m_state = state;
        m_sinceNs = m_reachedNs = wallNs;
    }
    // What happened, in order.
    void changed(const StateNote &note, quint64 seq, qint64 wallNs);
    void gap(const GapNote &note, quint64 seq, qint64 wallNs);
    void closeFrame(bool received, const CloseSide &close, qint64 wallNs);
    void messageReceived(qint64 wallNs, qint64 bytes);
    void frameReceived(qint64 wallNs) { m_heardNs = m_activeNs = wallNs; }
    void frameSent(qint64 wallNs) { m_activeNs = wallNs; }
    void messageSent(qint64 bytes)
    {
        m_session.lastWasSent = true;
        m_session.lastSentBytes = bytes;
    }
    //! Only time went on: it counts for the state that lasts.
    void reached(qint64 wallNs) { m_reachedNs = std::max(m_reachedNs, wallNs); }

    quint64 attempts = 0;
    quint64 opens = 0;
    quint64 failures = 0; //!< Attempts that never opened.
    quint64 cancelled = 0; //!< Attempts that were ended by hand.
    quint64 timeouts = 0; //!< Opening, heartbeat and closing.
    quint64 suspicions = 0; //!< Beats that were not answered in time.
    quint64 gaps = 0;
    quint64 missing = 0; //!< Messages known to be missing.
    std::map<QByteArray, Failures> failuresByCause; //!< The first 32 causes; then `others`.
    std::map<QByteArray, quint64> endsByCause; //!< Of sessions.
    Histogram connectTime; //!< Successful attempts, from their beginning to the 101.
    std::array<Histogram, phases> phaseTime; //!< The same by phase, Resolving first; a phase that was skipped has none.
    Histogram failureTime; //!< Attempts that never opened.
    Histogram sessionTime; //!< Sessions that ended.
    Histogram firstMessageTime; //!< From the 101 to the first message.
    std::vector<CloseEntry> closes; //!< The newest.
    std::vector<GapEntry> gapList; //!< The newest.
    std::vector<StateEntry> history; //!< The newest.

    [[nodiscard]] connection::State state() const { return m_state; }
    //! The state of what beats are made of; Ping until something else is known.
    [[nodiscard]] connection::BeatKind beat() const { return m_beat; }
    //! Time in \a state until the last row.
    [[nodiscard]] qint64 timeIn(connection::State state) const;
    //! Time in which the WebSocket was open.
    [[nodiscard]] qint64 uptimeNs() const;
    //! The share of the time that it was open of the time that somebody wanted it to be; nothing before that began.
    [[nodiscard]] std::optional<double> availability() const;
    [[nodiscard]] quint64 reconnects() const { return opens > 0 ? opens - 1 : 0; }
    friend bool operator==(const LifeCycle &, const LifeCycle &) = default;

private:
    struct Session
    {
        qint64 openedNs = 0;
        qint64 closingNs = 0; //!< When the first close frame went, either way.
        std::optional<CloseSide> received, sent;
        CloseEntry::By by = CloseEntry::By::Nobody;
        bool gotMessage = false;
        bool isSuspected = false;
        bool lastWasSent = false;
        qint64 lastMessageBytes = 0;
        qint64 lastSentBytes = 0;
        friend bool operator==(const Session &, const Session &) = default;
    };

    void beginAttempt(qint64 wallNs);
    void leftPhase(qint64 wallNs);
    void opened(qint64 wallNs);
    void attemptFailed(const StateNote &note, qint64 wallNs);
    void sessionEnded(const StateNote &note, quint64 seq, qint64 wallNs);

    connection::State m_state = connection::State::Idle;
    connection::BeatKind m_beat = connection::BeatKind::Ping;
    std::array<qint64, states> m_timeIn{};
    std::array<qint64, phases> m_phaseNs{}; //!< Of the attempt under way.
    std::array<bool, phases> m_hadPhase{};
    qint64 m_sinceNs = -1; //!< When the state began; -1: not known yet.
    qint64 m_attemptNs = 0; //!< When the attempt began.
    qint64 m_heardNs = 0; //!< The last frame that was received.
    qint64 m_activeNs = 0; //!< The last frame either way, but for those of the closing handshake.
    qint64 m_reachedNs = 0;
    Session m_session;
};

} // namespace metrics
