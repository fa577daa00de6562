// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/capture/capturestatus.h"
#include "core/connection/attempt.h"
#include "core/connection/connection.h"
#include "core/messaging/resumetracker.h"
#include "core/metrics/snapshot.h"
#include "core/net/kernelfacts.h"
#include "core/outbox/entry.h"

namespace stream {

//! All the screen is told by itself: how far things are and which numbers hold. At most 60 a second, none when idle.
struct Tick
{
    base::ConnectionId connection;
    base::Seq lastSeq = 0; //!< The newest record.
    capture::CaptureStatus capture; //!< How far the disk is, what it did not keep.
    base::Nanoseconds behind{0}; //!< Age of the oldest record not yet committed; 0 when all are.
    bool backPressure = false; //!< The socket is not read; the peer is slowed.
    base::Nanoseconds backPressureSince{0}; //!< Steady time, when backPressure.
    connection::Status status;
    std::shared_ptr<const connection::Attempt> attempt; //!< The present or last one; null before the first.
    metrics::Snapshot metrics;
    std::optional<net::KernelFacts> kernel; //!< Of the present or last stream, at most a second old while bytes come.
    outbox::Summary outbox;
    messaging::ResumeStatus resume;
    quint64 seriesGeneration = 0; //!< Changes when a series appeared, ended or was ranked anew.
    quint64 sampleCount = 0; //!< Samples in all series; changes when a chart has something new to draw.
    base::Instant at;
};

//! The address that is really spoken to: \a own, the profile's, or where redirects led.
[[nodiscard]] inline QUrl spokenTo(const Tick &tick, const QUrl &own)
{
    const bool isElsewhere = tick.attempt && !tick.attempt->redirectedTo.isEmpty();
    return isElsewhere ? tick.attempt->redirectedTo : own;
}

} // namespace stream
