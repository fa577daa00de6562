// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/connection/heartbeatrule.h"
#include "core/connection/heartbeatsettings.h"
#include "core/connection/roundtrips.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace connection {

using namespace std::chrono_literals;

//! What the heartbeat panel shows.
struct HeartbeatStatus
{
    std::optional<base::Nanoseconds> lastRtt;
    base::Nanoseconds minRtt{0}, maxRtt{0}, totalRtt{0}; //!< Over `answered` pings.
    quint64 sent = 0;
    quint64 answered = 0;
    quint64 missed = 0;
    base::Nanoseconds nextBeat{0}; //!< Steady time; 0 when none is planned.
    bool waiting = false; //!< A ping is out.
    bool peerNeverAnswers = false; //!< Data flow but no pong ever came on this connection: it is not torn down.
    BeatRule rule{}; //!< What holds now.
    RoundTrips roundTrips{}; //!< The last 120; null before the first.
    quint64 requests = 0; //!< Asked by the peer in messages and answered by us (BeatKind::Reply).
    base::Nanoseconds lastRequest{0}; //!< Steady time of the last of them.
};

//! When to ping, and what a missing answer means. Sans-I/O; the RTT comes only from the pong with our nonce (F19).
//!
//! Bytes that arrive prove that the peer lives: while they flow no missing answer tears a connection down. A message we
//! send proves nothing; it postpones the next ping, but only up to one interval behind the last bytes received, so that
//! a half-open connection is found however much is sent into it. The totals of the status cover all connections of a
//! run.
//!
//! With `measuresAfter` one ping goes out soon after the start only to measure: without its answer nothing is missing,
//! and the interval counts as if it had not been.
class Heartbeat
{
public:
    enum class Verdict : quint8 { Nothing, SendPing, Suspect, Lost };

    explicit Heartbeat(HeartbeatSettings settings = {}) : m_settings(std::move(settings)) { }
    //! Holds from now on; a ping that is out keeps its deadline.
    void setSettings(const HeartbeatSettings &settings, base::Nanoseconds now);
    [[nodiscard]] const HeartbeatSettings &settings() const { return m_settings; }

    void start(base::Nanoseconds now); //!< The connection opened.
    void stop();
    //! While paused nothing is due. A ping that is out is forgotten then, and asked anew afterwards.
    void setPaused(bool paused, base::Nanoseconds now);
    void bytesReceived(base::Nanoseconds now);
    //! A business message went out. In BeatKind::Message call it not for beats.
    void dataSent(base::Nanoseconds now);
    void messageReceived(base::Nanoseconds now); //!< A business message; bytesReceived() was called for its bytes.
    void answered(base::Nanoseconds now); //!< An answer that says not to which beat: it is the oldest one's.
    void requested(base::Nanoseconds now); //!< The peer asked and is answered.
    //! Nobody looks, or somebody does again: then it is probed at once.
    void setHidden(bool hidden, base::Nanoseconds now);
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
    //! When the beat that is to be sent now was due.
    [[nodiscard]] base::Nanoseconds dueAt() const { return m_dueAt; }
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    [[nodiscard]] const HeartbeatStatus &status() const { return m_status; }

private:
    struct Ping
    {
        QByteArray payload;
        base::Nanoseconds at{0};
    };

    Verdict ping(Verdict verdict, base::Nanoseconds due, base::Nanoseconds now, base::Random &random);
    Verdict measure(base::Nanoseconds now, base::Random &random);
    void newNonce(base::Random &random);
    void remember(base::Nanoseconds now);
    Verdict missed(base::Nanoseconds now, base::Random &random);
    void rest(base::Nanoseconds now);
    void plan();
    void chooseRule(base::Nanoseconds now);
    [[nodiscard]] bool asks() const { return m_settings.enabled; }
    [[nodiscard]] bool hasInterval() const { return m_status.rule.interval > 0ns; }
    [[nodiscard]] bool isRunning() const { return m_running && !m_paused; }

    HeartbeatSettings m_settings;
    HeartbeatStatus m_status;
    ActivityMeter m_activity;
    bool m_hidden = false;
    QByteArray m_payload;
    std::vector<Ping> m_out; //!< At most two pings, oldest first.
    base::Nanoseconds m_restSince{0}; //!< The interval to the next ping counts from here.
    base::Nanoseconds m_heardAt{0}; //!< Last bytes received.
    base::Nanoseconds m_pingedAt{0};
    base::Nanoseconds m_dueAt{0};
    std::optional<base::Nanoseconds> m_measureAt; //!< When the first ping is due.
    QByteArray m_measuring; //!< Payload of the ping that only measures, while its answer may come.
    bool m_running = false;
    bool m_paused = false;
    bool m_forced = false; //!< A ping is due whatever the interval says.
    bool m_doubted = false; //!< And it is a probe.
    bool m_suspect = false;
    bool m_answeredHere = false; //!< A pong came on this connection.
};

} // namespace connection
