// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <QByteArray>

#include <optional>

namespace connection {

using namespace std::chrono_literals;

//! How a peer is probed.
struct HeartbeatSettings
{
    bool enabled = true;
    base::Nanoseconds interval = 30s; //!< Between an answer (or a message sent) and the next ping.
    base::Nanoseconds timeout = 5s; //!< Without an answer: Suspect and a second probe; again: lost.
    friend bool operator==(const HeartbeatSettings &, const HeartbeatSettings &) = default;
};

//! What the heartbeat panel shows.
struct HeartbeatStatus
{
    std::optional<base::Nanoseconds> lastRtt;
    base::Nanoseconds minRtt {0}, maxRtt {0}, totalRtt {0}; //!< Over `answered` pings.
    quint64 sent = 0;
    quint64 answered = 0;
    quint64 missed = 0;
    base::Nanoseconds nextBeat {0}; //!< Steady time; 0 when none is planned.
    bool waiting = false; //!< A ping is out.
    bool peerNeverAnswers = false; //!< Data flow but no pong ever came on this connection: it is not torn down.
};

//! When to ping, and what a missing answer means. Sans-I/O; the RTT comes only from the pong with our nonce (F19).
class Heartbeat
{
public:
    enum class Verdict : quint8 { Nothing, SendPing, Suspect, Lost };

    explicit Heartbeat(HeartbeatSettings settings = {}) : m_settings(settings) { }

    void start(base::Nanoseconds now); //!< The connection opened.
    void stop();
    void setPaused(bool paused, base::Nanoseconds now);
    void bytesReceived(base::Nanoseconds now);
    void dataSent(base::Nanoseconds now);
    //! True when it answers our ping.
    bool pongReceived(QByteArrayView payload, base::Nanoseconds now);
    //! Due work at \a now; after SendPing or Suspect, ping with payload(). Call again until Nothing.
    [[nodiscard]] Verdict advance(base::Nanoseconds now, base::Random &random);
    //! Makes a ping due at once.
    void pingNow(base::Nanoseconds now);
    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    [[nodiscard]] const HeartbeatStatus &status() const { return m_status; }

private:
    HeartbeatSettings m_settings;
    HeartbeatStatus m_status;
    QByteArray m_payload;
    // More private state as the implementation needs.
};

} // namespace connection
