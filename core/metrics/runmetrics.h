// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/lifecycle.h"
#include "core/metrics/ratewindow.h"
#include "core/metrics/timeline.h"
#include "core/metrics/topics.h"
#include "core/metrics/worst.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <mutex>

namespace metrics {

//! What went one way.
struct DirectionMetrics
{
    quint64 text = 0; //!< Messages that are no heartbeats.
    quint64 binary = 0;
    quint64 heartbeats = 0; //!< Messages that only keep the connection alive.
    quint64 pings = 0;
    quint64 pongs = 0;
    quint64 closes = 0;
    quint64 raw = 0; //!< Of the test bench.
    quint64 bytes = 0; //!< Payload of text and binary, after inflating.
    quint64 wireBytes = 0; //!< All frames, headers included, after TLS, from behind the 101.
    quint64 headerBytes = 0; //!< Of these, the frame headers.
    quint64 compressed = 0; //!< Messages that came compressed.
    quint64 compressedPlainBytes = 0; //!< Their payload, inflated …
    quint64 compressedWireBytes = 0; //!< … and as it was sent, without headers.
    Histogram size; //!< Payload bytes of text and binary.
    RateWindow rate; //!< Of text and binary.

    [[nodiscard]] quint64 messages() const { return text + binary; }
    [[nodiscard]] quint64 controls() const { return pings + pongs + closes; }
    friend bool operator==(const DirectionMetrics &, const DirectionMetrics &) = default;
};

//! All figures of one connection's run that its rows tell: the same live and from its capture. A value; memory is
//! bounded whatever the feed does. Times are wall time, in nanoseconds since 1970 where they are moments, which never
//! goes back.
struct RunMetrics
{
    qint64 beganNs = 0; //!< The first row; 0: none yet.
    qint64 endedNs = 0; //!< The last row.
    quint64 firstSeq = 0;
    quint64 lastSeq = 0;
    quint64 rows = 0;
    quint64 rowsMissing = 0; //!< Not captured, or evicted: their numbers are not there.
    DirectionMetrics in, out;
    Topics topics; //!< Of received text messages.
    Histogram interArrival; //!< Between two received messages of one session, in nanoseconds.
    Histogram jitter; //!< How far two such times in a row differ.
    Histogram roundTrip; //!< Heartbeats, from the ping on the wire to its answer.
    Histogram roundTripFromDue; //!< The same from when the ping should have gone out.
    quint64 beatsSent = 0; //!< Pings and messages of the heartbeat that ask for an answer.
    quint64 malformed = 0; //!< Messages that begin like JSON and are not.
    quint64 decodeErrors = 0; //!< Binary messages that a reader in force could not read.
    quint64 dropped = 0; //!< Messages that were received and thrown away: none, ever.
    std::map<QByteArray, quint64> problems; //!< The program's own notes by kind; at most 32, then `others`.
    LifeCycle life;
    Timeline timeline;
    Worst silences; //!< No frame was received for so long while it was open.
    Worst slowest; //!< Round trips.
    Worst largest; //!< Received messages.

    [[nodiscard]] quint64 unanswered() const
    {
        return beatsSent > roundTrip.count() ? beatsSent - roundTrip.count() : 0;
    }
    [[nodiscard]] quint64 errors() const { return life.failures + malformed + decodeErrors; }
    friend bool operator==(const RunMetrics &, const RunMetrics &) = default;
};

//! The newest RunMetrics of one connection: written by the analysis, read by anybody. Thread-safe.
class RunBoard
{
public:
    void set(std::shared_ptr<const RunMetrics> metrics)
    {
        const std::scoped_lock lock(m_mutex);
        m_metrics.swap(metrics);
    }
    //! Never null.
    [[nodiscard]] std::shared_ptr<const RunMetrics> metrics() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_metrics;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const RunMetrics> m_metrics = std::make_shared<const RunMetrics>();
};

} // namespace metrics
