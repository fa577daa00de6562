// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>
#include <QList>

namespace reports {

//! One connection as Prometheus sees it.
struct Exposed
{
    QString feed; //!< The label: its address, redacted.
    int connection = 1; //!< The other label.
    std::shared_ptr<const metrics::RunMetrics> run = std::make_shared<const metrics::RunMetrics>(); //!< Never null.
    std::optional<qint64> certificateUntilNs{}; //!< Since 1970 UTC.
    int httpStatus = 0; //!< Of the last answer to a handshake; 0: none.
    struct Kernel
    {
        double roundTripS = 0;
        quint64 retransmits = 0;
        qint64 waitingIn = 0, waitingOut = 0; //!< Bytes.
    };
    std::optional<Kernel> kernel{}; //!< What the system knows of the present stream.
    double behindS = 0; //!< Age of the oldest row that is not in the capture.
    bool backPressure = false;
    quint64 notCaptured = 0;
};

//! How it is written: the text format 0.0.4, or OpenMetrics 1.0.
enum class Exposition : quint8 { Text, OpenMetrics };

//! Counters, gauges and histograms of \a connections (docs/reports.md has their names). Labels are `connection` and
//! `feed`, and for some a word of ours; topics and reasons, which a peer could multiply, are none.
[[nodiscard]] QByteArray exposition(const QList<Exposed> &connections, Exposition how);

//! The end of a run, for the text file collector (`.prom`) and as OpenMetrics (`.openmetrics`).
[[nodiscard]] QByteArray promReport(const ReportInput &input);
[[nodiscard]] QByteArray openMetricsReport(const ReportInput &input);

} // namespace reports
