// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <optional>

namespace reports {

//! What every report works out of its input, in one place.
struct Figures
{
    quint64 currentConnections = 0; //!< 1 while the WebSocket is open.
    std::optional<double> avgConnectionMs; //!< Over the successful opens.
    std::optional<double> avgMessageSize; //!< Payload bytes, over both directions as the guide does.
    std::optional<double> avgLatencyMs;
    std::optional<double> messagesPerSecond; //!< Received, over the whole run.
    quint64 reconnects = 0; //!< Successful opens minus the first.
    quint64 errors = 0; //!< Failed attempts + malformed + decode errors.
};

[[nodiscard]] Figures figuresOf(const ReportInput &input);

//! The name of \a state in machine-readable reports, such as `waiting_retry`.
[[nodiscard]] QString stateKey(connection::State state);
//! `0 B`, `1.5 KiB`: one decimal, binary units, always with a point.
[[nodiscard]] QString bytesText(double bytes);
//! `12.3 ms`, or \a noSample.
[[nodiscard]] QString millisecondsText(std::optional<double> ms, const QString &noSample);
//! `2026-11-23T10:05:56Z`.
[[nodiscard]] QString utcText(qint64 wallNs);
//! \a foreign on one line: control, format and separator characters become U+FFFD.
[[nodiscard]] QString oneLine(const QString &foreign);

} // namespace reports
