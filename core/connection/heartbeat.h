// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <QByteArray>

#include <optional>
#include <vector>

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
//!
//! Bytes that arrive prove that the peer lives: while they flow no missing answer tears a connection down. A message we
//! send proves nothing; it postpones the next ping, but only up to one interval behind the last bytes received, so that a
//! half-open connection is found however much is sent into it. The totals of the status cover all connections of a run.
class Heartbeat
{
public:
    enum class Verdict : quint8 { Nothing, SendPing, Suspect, Lost };

    explicit Heartbeat(HeartbeatSettings settings = {}) : m_settings(settings) { }
    //! Holds from now on; a ping that is out keeps its deadline.
    void setSettings(const HeartbeatSettings &settings) { m_settings = settings; }

    void start(base::Nanoseconds now); //!< The connection opened.
    void stop();
    //! While paused nothing is due. A ping that is out is forgotten then, and asked anew afterwards.
    void setPaused(bool paused, base::Nanoseconds now);
    void bytesReceived(base::Nanoseconds now);
    void dataSent(base::Nanoseconds now);
    //! True when it answers our ping.
    bool pongReceived(QByteArrayView payload, base::Nanoseconds now);
    //! Due work at \a now; after SendPing or Suspect, ping with payload(). Call again until Nothing.
    [[nodiscard]] Verdict advance(base::Nanoseconds now, base::Random &random);
    //! Makes a ping due at once; also when the heartbeat is off, but then a missing answer means nothing.
    void pingNow(base::Nanoseconds now);
    //! Makes the next verdict Suspect, with its probe: the machine slept and the peer may be gone.
    void doubt(base::Nanoseconds now);
    //! A probe of a doubtful peer is out.
    [[nodiscard]] bool isSuspect() const { return m_suspect; }
    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    [[nodiscard]] const HeartbeatStatus &status() const { return m_status; }

private:
    struct Ping
    {
        QByteArray payload;
        base::Nanoseconds at {0};
    };

    Verdict ping(Verdict verdict, base::Nanoseconds now, base::Random &random);
    Verdict missed(base::Nanoseconds now, base::Random &random);
    void rest(base::Nanoseconds now);
    void plan();
    [[nodiscard]] bool isRunning() const { return m_running && !m_paused; }

    HeartbeatSettings m_settings;
    HeartbeatStatus m_status;
    QByteArray m_payload;
    std::vector<Ping> m_out; //!< At most two pings, oldest first.
    base::Nanoseconds m_restSince {0}; //!< The interval to the next ping counts from here.
    base::Nanoseconds m_heardAt {0}; //!< Last bytes received.
    base::Nanoseconds m_pingedAt {0};
    bool m_running = false;
    bool m_paused = false;
    bool m_forced = false; //!< A ping is due whatever the interval says.
    bool m_doubted = false; //!< And it is a probe.
    bool m_suspect = false;
    bool m_answeredHere = false; //!< A pong came on this connection.
};

} // namespace connection
