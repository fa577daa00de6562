// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"
#include "core/metrics/pingtimes.h"
#include "core/metrics/runmetrics.h"
#include "core/metrics/snapshot.h"

namespace metrics {

//! What is known of a row beside itself: from its Batch, or from the table `frames` of a capture.
struct RowFacts
{
    qint64 compressedSize = -1; //!< Payload before inflating; -1: it was not compressed, or that is not known.
    qint64 firstByteLagNs = 0; //!< How long before the row's time its first byte came, or a ping was due.
};

//! The connection monitor: folds the rows of one connection into its RunMetrics, in their order. For one thread.
//!
//! What it knows it has from the rows alone, so that a replayed capture gives the same figures as the live feed did.
class Monitor
{
public:
    //! Before the first row: what comes begins in \a state.
    void beginIn(connection::State state, qint64 wallNs) { m_run.life.beginIn(state, wallNs); }
    //! Any row of the wire. \a wallNs is its time, bounded.
    void row(const capture::Record &record, const RowFacts &facts, qint64 wallNs);
    // The program's own rows.
    void stateChanged(const StateNote &note, const capture::Record &record, qint64 wallNs);
    void gap(const GapNote &note, const capture::Record &record, qint64 wallNs);
    void problem(const QByteArray &kind, const capture::Record &record, qint64 wallNs);
    // What the analysis made of the last received message.
    void malformed() { ++m_run.malformed; }
    void decodeError() { ++m_run.decodeErrors; }

    //! Rates are those at \a wallNs.
    [[nodiscard]] Snapshot snapshot(qint64 wallNs) const;
    [[nodiscard]] const RunMetrics &run() const { return m_run; }

private:
    //! Time never goes back; the wall clock may.
    qint64 begin(const capture::Record &record, qint64 wallNs);
    void data(DirectionMetrics &way, const capture::Record &record, const RowFacts &facts);
    void received(const capture::Record &record, qint64 now);
    void heard(const capture::Record &record, qint64 now);
    void control(DirectionMetrics &way, const capture::Record &record, const RowFacts &facts, qint64 now);
    void heartbeat(const capture::Record &record, qint64 now);
    void roundTrip(const std::optional<PingTimes::RoundTrip> &trip, const capture::Record &record, qint64 now);

    RunMetrics m_run;
    PingTimes m_pings;
    TopicFinder m_topicOf;
    qint64 m_now = 0;
    qint64 m_second = -1; //!< Of m_now.
    qint64 m_nextSecondNs = 0;
    qint64 m_arrivedNs = -1; //!< The last received message of this session.
    qint64 m_lastGapNs = -1; //!< Between the two before.
    qint64 m_heardNs = -1; //!< The last received frame of this session.
    qint64 m_lastRoundTripNs = -1;
};

} // namespace metrics
