// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/capturestatus.h"
#include "core/metrics/runmetrics.h"

#include <limits>
#include <memory>

namespace stream {

//! Which part of a capture is asked for; times since 1970 UTC.
struct CaptureRange
{
    qint64 fromNs = 0;
    qint64 untilNs = std::numeric_limits<qint64>::max();
};

//! The figures of one connection of a capture.
struct CaptureFigures
{
    std::shared_ptr<const metrics::RunMetrics> run; //!< Never null.
    capture::CaptureStatus capture; //!< What it holds; counts only.
    bool isWhole = true; //!< False: the file could not be read to its end.
};

//! Reads \a connection of the capture at \a path through the analysis, as it was when it was live, and waits for the
//! disk: for commands and for threads of a pool. A range that begins within a state takes over that state.
[[nodiscard]] base::Expected<CaptureFigures, capture::CaptureError> analyseCapture(const QString &path,
    const capture::CapturedConnection &connection, const CaptureRange &range = {},
    const capture::CancelFlag &cancelled = {});

} // namespace stream
