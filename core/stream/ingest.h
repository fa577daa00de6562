// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/metrics/monitor.h"
#include "core/series/extractor.h"
#include "core/stream/batchqueue.h"
#include "core/stream/channel.h"
#include "core/stream/inbound.h"
#include "core/stream/rereader.h"

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
    //! On the analysis thread.
    void work(const std::vector<QueuedBatch> &batches);
    //! After the analysis thread ended, before the capture is closed: nothing is read again any more.
    void finish() { m_rereader.stop(); }

private:
    struct Reader
    {
        explicit Reader(ChannelPtr c);
        ChannelPtr channel;
        Inbound inbound;
        std::vector<base::Seq> skipped; //!< Messages that were not charted.
        series::Extractor extractor;
        metrics::Monitor monitor;
        metrics::Snapshot last; //!< As told; a quiet connection tells nothing.
        messaging::ResumeStatus lastResume;
        quint64 lastSamples = 0;
        quint64 lastGeneration = 0;
    };

    void adoptNew();
    static void fold(Reader &reader, const capture::Record &record);
    void readAgain();
    void report(Reader &reader, const base::Instant &now);

    const base::Clock &m_clock;
    std::mutex m_mutex; //!< Guards m_new only.
    std::vector<ChannelPtr> m_new;
    std::map<base::ConnectionId, Reader> m_readers;
    Rereader m_rereader;
};

} // namespace stream
