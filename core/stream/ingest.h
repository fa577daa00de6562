// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/batchqueue.h"
#include "core/stream/channel.h"
#include "core/stream/messageanalysis.h"
#include "core/stream/rereader.h"

#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace stream {

//! The analysis thread's work: folds every record into the metrics and every received data message into the series.
class Ingest
{
public:
    explicit Ingest(const base::Clock &clock) : m_clock(clock) { }

    //! From the GUI thread, before the first Batch of \a channel.
    void add(const ChannelPtr &channel);
    //! Forgets \a id once all its Batches pushed before are worked off, then calls \a removed on the analysis thread.
    //! From any thread.
    void remove(base::ConnectionId id, std::function<void()> removed);
    //! On the analysis thread.
    void work(const std::vector<QueuedBatch> &batches);
    //! After the analysis thread ended, before the capture is closed: nothing is read again any more.
    void finish();

private:
    struct Reader
    {
        explicit Reader(ChannelPtr c);
        ChannelPtr channel;
        Inbound inbound;
        MessageAnalysis analysis;
        quint64 readingOf = 0; // Generation of the choice in force.
        metrics::Snapshot last; //!< As told; a quiet connection tells nothing.
        messaging::ResumeStatus lastResume;
        quint64 lastSamples = 0;
        quint64 lastGeneration = 0;
        base::Nanoseconds factsTold{0}; //!< Steady time.
        quint64 rowsTold = 0; //!< By then.
        bool isBusy = false; //!< Rows came in this round, so that more may come behind them.
    };

    struct Removal
    {
        base::ConnectionId id;
        std::function<void()> removed;
    };

    //! Returns what leaves behind the Batches at hand.
    [[nodiscard]] std::vector<Removal> adoptNew();
    static void settle(Reader &reader, base::Nanoseconds wall);
    void readAgain();
    void report(Reader &reader, const base::Instant &now);
    static void tellFacts(Reader &reader, base::Nanoseconds steady);

    const base::Clock &m_clock;
    std::mutex m_mutex; //!< Guards m_new and m_asked.
    std::vector<ChannelPtr> m_new;
    std::vector<Removal> m_asked; //!< Its last Batch may still be in the queue: left for one more round.
    std::vector<Removal> m_leaving;
    std::map<base::ConnectionId, Reader> m_readers;
    Rereader m_rereader;
};

} // namespace stream
