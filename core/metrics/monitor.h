// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"
#include "core/metrics/latency.h"
#include "core/metrics/ratemeter.h"
#include "core/metrics/snapshot.h"

namespace metrics {

//! The connection monitor: counts what one connection carried. Tell it each event with its steady time, ask a Snapshot.
//!
//! `wire` are the bytes of all the frames of a message, headers included.
class Monitor
{
public:
    void messageReceived(base::ByteCount payload, base::ByteCount wire, base::Nanoseconds steady);
    void messageSent(base::ByteCount payload, base::ByteCount wire, base::Nanoseconds steady);
    void controlReceived(base::ByteCount wire);
    void controlSent(base::ByteCount wire);
    void malformed() { ++m_totals.malformed; }
    void decodeError() { ++m_totals.decodeErrors; }
    void latency(base::Nanoseconds roundTrip) { m_latency.add(roundTrip); }

    [[nodiscard]] Snapshot snapshot(base::Nanoseconds steadyNow) const;
    [[nodiscard]] const Latency &roundTrips() const { return m_latency; }

private:
    Snapshot m_totals;
    RateMeter m_messagesIn, m_messagesOut, m_bytesIn, m_bytesOut;
    Latency m_latency;
};

} // namespace metrics
