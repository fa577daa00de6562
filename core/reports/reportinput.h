// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturestatus.h"
#include "core/connection/connection.h"
#include "core/metrics/snapshot.h"
#include "core/reports/reportwords.h"

#include <QString>

namespace reports {

//! All that a report tells of one connection's run; a value.
struct ReportInput
{
    QString url; //!< Already redacted.
    metrics::Snapshot metrics;
    connection::Status status;
    capture::CaptureStatus capture;
    qint64 startedWallNs = 0; //!< Start of the run since 1970 UTC.
    double durationS = 0;
    ReportWords words;
};

} // namespace reports
