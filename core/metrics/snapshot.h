// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace metrics {

//! The connection monitor's numbers at one moment; a small value that travels in every Tick. Data messages only, unless
//! it says otherwise. RunMetrics has all of them.
struct Snapshot
{
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0; //!< Payload after inflating.
    quint64 bytesOut = 0;
    quint64 wireBytesIn = 0; //!< After TLS, from behind the 101 head, all frames, headers included.
    quint64 wireBytesOut = 0;
    quint64 controlIn = 0; //!< Ping, pong and close frames, and messages of the heartbeat.
    quint64 controlOut = 0;
    quint64 malformed = 0; //!< Messages that begin like JSON and are not.
    quint64 decodeErrors = 0; //!< Binary messages that a reader in force could not read.
    double messagesInPerSecond = 0; //!< Over the last full second.
    double messagesOutPerSecond = 0;
    double bytesInPerSecond = 0;
    double bytesOutPerSecond = 0;
    double messagesInPer10s = 0; //!< Each second, over the last ten full ones.
    double messagesInPerMinute = 0; //!< Each second, over the last sixty full ones.
    quint64 peakMessagesIn = 0; //!< The most in one second.
    quint64 roundTrips = 0; //!< Heartbeats that were answered.
    std::optional<double> avgLatencyMs{}; //!< Their mean round trip; empty before the first.
    std::optional<double> p95LatencyMs{};
    std::optional<double> lastLatencyMs{};
    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

} // namespace metrics
