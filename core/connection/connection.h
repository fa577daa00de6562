// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/connection/backoff.h"
#include "core/connection/beatmessages.h"
#include "core/connection/failure.h"
#include "core/connection/heartbeat.h"
#include "core/connection/history.h"
#include "core/connection/retryplan.h"
#include "core/connection/state.h"

#include <optional>
#include <variant>
#include <vector>

namespace connection {

//! How one connection is opened, kept alive and ended.
struct Policy
{
    BackoffSettings backoff{};
    HeartbeatSettings heartbeat{};
    RetryTable retry{};
    base::Nanoseconds openTimeout = 10s; //!< Resolve + TCP + proxy + TLS + upgrade.
    base::Nanoseconds closeTimeout = 5s; //!< From our close frame to the end of the transport.
    base::Nanoseconds establishedAfter = 30s;
    bool reconnect = true;
    bool recording = false; //!< Nobody watches: keep trying once every 60 s when the attempts are used up.
    friend bool operator==(const Policy &, const Policy &) = default;
};

//! What the system says of the way to the peer.
enum class Network : quint8 {
    Unknown, //!< Nothing, or nothing that matters here (a peer on this machine).
    Untold, //!< This system cannot tell.
    Online,
    Offline,
    NotNeeded, //!< Offline, says the system; but this peer is heard all the same, as on a cable without a way out.
};

//! What a person sees of a connection; a value, copied into every Tick.
struct Status
{
    State state = State::Idle;
    base::Instant since; //!< When this state began.
    net::PeerFacts peer; //!< Of the last transport that connected.
    std::optional<Failure> lastFailure; //!< Why the last connection or attempt ended.
    quint16 lastCloseCode = 0; //!< 0: none yet.
    QString lastCloseReason; //!< Foreign text.
    int attempt = 0; //!< Attempts since the last open, 1 for the first.
    int maxAttempts = 0; //!< 0: no limit.
    base::Nanoseconds retryAt{0}; //!< Steady time of the next attempt, in WaitingRetry.
    HeartbeatStatus heartbeat;
    quint64 attempts = 0; //!< Totals of this run.
    quint64 opens = 0;
    quint64 failures = 0; //!< Attempts that never opened.
    quint64 timeouts = 0; //!< OpenTimedOut, HeartbeatLost and CloseTimedOut.
    base::Nanoseconds connectTimeTotal{0}; //!< Sum over the successful opens, from start of attempt to 101.
    base::Nanoseconds lastConnectTime{0};
    Network network = Network::Unknown;
    bool gaveUp = false; //!< In Failed: it would be tried again, but the limit of attempts is reached.
    History history; //!< The newest states of this run; null before the first.
};

// What the owner of the transport is asked to do.
struct OpenTransport
{
}; //!< Start an attempt with a new handshake key.
struct AbortTransport
{
};
struct SendPing
{
    QByteArray payload;
    base::Nanoseconds dueAt{0}; //!< Steady time at which it should go out: now, or before when we were late.
};
struct SendBeat
{
    QByteArray payload;
    bool binary;
}; //!< A message of the heartbeat: no business, never in the outbox.
struct SendClose
{
    ws::CloseCode code;
    QString reason;
};
//! The state changed: record it. Carried as an action so that every transition is seen, also two in one call.
struct StateChanged
{
    State from;
    State to;
};
using Action = std::variant<OpenTransport, AbortTransport, SendPing, SendBeat, SendClose, StateChanged>;

//! Keeps one stream alive: what to do next, without a socket, a timer or a clock (RFC 6455 §7, the guide's life cycle).
//!
//! Tell it what happened, do what takeActions() asks for, and call advance() at nextDeadline(). An attempt is over at
//! once when AbortTransport is among the actions: the transportEnded() that follows says nothing new. Between two
//! transports nothing of the first may arrive after OpenTransport.
class Connection
{
public:
    //! \a random gives jitter and ping nonces and must outlive the connection.
    Connection(Policy policy, base::Random &random);

    void setPolicy(const Policy &policy, const base::Instant &now); //!< Holds from now on.

    // What a person asks for.
    //! Also *Reconnect now* (at most once a second) and the button after Failed. While Closing: opens when that is
    //! over.
    void open(const base::Instant &now);
    void close(
        ws::CloseCode code, const QString &reason, const base::Instant &now); //!< A second call while Closing aborts.
    void pingNow(const base::Instant &now);

    // What happened.
    void transportPhase(State state, const base::Instant &now); //!< Resolving to Tls.
    void transportConnected(const net::PeerFacts &peer, const base::Instant &now); //!< Now Upgrading.
    void handshakeAccepted(const base::Instant &now); //!< Now Open.
    void requestRefused(ws::RequestError error, const base::Instant &now);
    void bytesReceived(const base::Instant &now);
    void pongReceived(QByteArrayView payload, const base::Instant &now);
    //! A data message. True when it belongs to the heartbeat and is no business of anybody else.
    bool messageReceived(bool binary, QByteArrayView payload, const base::Instant &now)
    {
        return m_readsMessages && readMessage(binary, payload, now);
    }
    void dataSent(const base::Instant &now);
    void closeFrameReceived(quint16 code, const QString &reason, const base::Instant &now);
    void protocolFailed(ws::ProtocolError error, const base::Instant &now);
    void handshakeFailed(const ws::HandshakeError &error, const base::Instant &now);
    void notReady(const NotReady &failure, const base::Instant &now); //!< While opening, or open and not yet greeted.
    void transportEnded(const net::TransportError &error, const base::Instant &now);
    void setReadingPaused(
        bool paused, const base::Instant &now); //!< While paused no pong can come: heartbeat timers stop.

    void setHidden(
        bool hidden, const base::Instant &now); //!< The window cannot be seen: beats are rarer, unless recording.
    //! While Offline the heartbeat waits and attempts are rare, until the peer is heard.
    void setNetwork(Network network, const base::Instant &now);

    void advance(const base::Instant &now);
    //! Steady time at which advance() is due; nothing when no timer runs.
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    //! What to do now, in order; empty afterwards.
    [[nodiscard]] std::vector<Action> takeActions();

    [[nodiscard]] const Status &status() const { return m_status; }

private:
    bool readMessage(bool binary, QByteArrayView payload, const base::Instant &now);
    void sendBeat();
    void pauseHeartbeat(const base::Instant &now);
    [[nodiscard]] bool isHeardOffline(const base::Instant &now) const;
    void updateHidden(const base::Instant &now);
    void enter(State state, const base::Instant &now);
    void noticeSleep(const base::Instant &now);
    void startAttempt(const base::Instant &now);
    void retryIn(base::Nanoseconds delay, const base::Instant &now);
    void recovered(const base::Instant &now);
    void beat(const base::Instant &now);
    void startClosing(Failure because, base::Nanoseconds patience, const base::Instant &now);
    void closingOver(const base::Instant &now);
    void abortAndEnd(const Failure &failure, const base::Instant &now);
    void ended(const Failure &failure, const base::Instant &now);
    void recordFailure(const Failure &failure);
    void restAfter(const Failure &failure, const base::Instant &now);
    void dropTransport();
    [[nodiscard]] RetryPlan::Audience audience() const;

    Policy m_policy;
    base::Random &m_random;
    RetryPlan m_plan;
    Heartbeat m_heartbeat;
    BeatFinder m_beats;
    Status m_status;
    std::vector<Action> m_actions;

    base::Nanoseconds m_attemptAt{0};
    base::Nanoseconds m_offlineAt{0}; //!< Since when the system says so.
    base::Nanoseconds m_establishedAt{0};
    base::Nanoseconds m_closeDeadline{0};
    base::Nanoseconds m_asleep{0}; //!< boot - steady at the last call.
    bool m_knowsSleep = false;
    std::optional<Failure> m_justEnded; //!< Goes with the next transition into the history.
    bool m_endedOpen = false;
    std::optional<Failure>
        m_closing; //!< In Closing: what it will have been; nothing while the peer's close frame is awaited.
    bool m_transportUp = false; //!< It was asked for and has not ended.
    bool m_wasOpen = false; //!< The present transport carried an open WebSocket.
    bool m_isEstablished = false;
    bool m_userClosed = false;
    bool m_readsMessages = false; //!< Messages matter: to an adaptive heartbeat or one made of messages.
    bool m_hidden = false;
    bool m_readingPaused = false;
    bool m_reopen = false; //!< Asked for while Closing.
};

} // namespace connection
