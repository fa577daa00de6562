// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"
#include "core/fields/extractor.h"
#include "core/fields/feedfacts.h"
#include "core/metrics/monitor.h"
#include "core/stream/inbound.h"
#include "core/stream/skippedrows.h"

#include <functional>

namespace stream {

//! What the rows of one connection mean: counts, rates and series. The same rows give the same result, live or
//! replayed.
//!
//! For one thread at a time; rows go in in the order of their seq.
class MessageAnalysis
{
public:
    //! Which received messages count as new; empty: all.
    using IsNew = std::function<bool(const capture::Record &)>;

    explicit MessageAnalysis(series::SeriesStore &store, IsNew isNew = {});

    //! How messages are read from now on.
    void setReading(const decoders::ReadingChoice &choice) { m_extractor.setReading(choice); }

    //! One row. 64 readable bytes stand behind its payload. Times outside of 1970 to 2200 are taken as the nearest of
    //! these.
    //! \a facts are those of its frames, where they are known.
    void read(const capture::Record &record, const metrics::RowFacts &facts = {});
    //! A row of a capture on its way past; \a bytes is its payload with slack behind it. A capture knows no steady clock:
    //! the time it was received is both.
    void read(const capture::PassingRow &row, QByteArrayView bytes);
    //! The rows begin in the middle of a life, while it is in \a state.
    void beginIn(connection::State state, qint64 wallNs) { m_monitor.beginIn(state, boundedTime(wallNs)); }
    //! Every row received before \a wallNs was read.
    void settle(qint64 wallNs) { m_extractor.settle(wallNs); }
    //! More rows received before \a wallNs may still come.
    void settleSamples(qint64 wallNs) { m_extractor.settleSamples(wallNs); }

    //! Earlier rows of a connection that have to be read once more, on any one thread.
    class Again
    {
    public:
        Again(std::unique_ptr<fields::Rereading> reading, const SkippedRows &skipped);
        //! The rows to be read.
        [[nodiscard]] base::Seq first() const { return m_skipped.knownFrom(); }
        [[nodiscard]] base::Seq last() const { return m_reading->before() - 1; }
        //! One of them, in their order. 64 readable bytes stand behind \a payload.
        void read(const capture::PassingRow &row, QByteArrayView payload);
        void finish() { m_reading->finish(); }

    private:
        friend class MessageAnalysis;
        std::unique_ptr<fields::Rereading> m_reading;
        SkippedRows m_skipped;
    };
    //! See Extractor::takeRereading().
    [[nodiscard]] std::unique_ptr<Again> takeAgain();
    void adopt(const Again &again) { m_extractor.adopt(*again.m_reading); }

    //! Rates are those at \a wallNs.
    [[nodiscard]] metrics::Snapshot snapshot(qint64 wallNs) const { return m_monitor.snapshot(boundedTime(wallNs)); }
    //! All figures that the rows tell.
    [[nodiscard]] const metrics::RunMetrics &run() const { return m_monitor.run(); }
    //! How the messages were read, and which were not.
    [[nodiscard]] const fields::ReadingTally &tally() const { return m_tally; }
    [[nodiscard]] fields::FeedFacts facts() const { return {.tally = m_tally, .clocks = m_extractor.clocks(), .sequences = m_extractor.sequences()}; }
    //! Received data messages that were no heartbeats.
    [[nodiscard]] quint64 messages() const { return m_monitor.run().in.messages(); }

    //! Bytes of foreign texts that are remembered to tell keys; bounded by fields::TextBudget.
    [[nodiscard]] qint64 textBytes() const { return m_extractor.textBytes(); }

    //! The nearest time that the analysis reckons with.
    [[nodiscard]] static qint64 boundedTime(qint64 wallNs);

private:
    void readMessage(const capture::Record &record);
    void readNote(const capture::Record &record, qint64 wallNs);

    const IsNew m_isNew;
    fields::Extractor m_extractor;
    fields::ReadingTally m_tally;
    metrics::Monitor m_monitor;
    SkippedRows m_skipped; //!< Messages that were not charted.
};

} // namespace stream
