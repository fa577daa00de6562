// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace metrics {

//! The connection monitor's numbers at one moment; a value. Data messages only, unless it says otherwise.
struct Snapshot
{
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0; //!< Payload after inflating.
    quint64 bytesOut = 0;
    quint64 wireBytesIn = 0; //!< After TLS, from behind the 101 head, all frames, headers included.
    quint64 wireBytesOut = 0;
    quint64 controlIn = 0; //!< Ping, pong and close frames.
    quint64 controlOut = 0;
    quint64 malformed = 0; //!< Messages that begin like JSON and are not.
    quint64 decodeErrors = 0; //!< Binary messages that a reader in force could not read.
    double messagesInPerSecond = 0; //!< Over the last full second.
    double messagesOutPerSecond = 0;
    double bytesInPerSecond = 0;
    double bytesOutPerSecond = 0;
    std::optional<double> avgLatencyMs; //!< Mean ping round trip; empty before the first.
    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

} // namespace metrics
