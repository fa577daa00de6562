// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/rowsearch.h"

#include "core/capture/capturereader.h"

#include <algorithm>
#include <functional>

namespace stream {

//! One search; works on the pool, is cancelled from anywhere.
struct RowSearch::Job
{
    ChannelPtr channel;
    QList<capture::CapturePart> files;
    RowQuery query;
    std::function<void(base::Seq)> progress;
    capture::CancelFlag cancelled;

    [[nodiscard]] bool isCancelled() const { return *cancelled; }

    //! The row that was found; 0: none. What is in memory is looked at there, the rest in the files. Batches leave
    //! memory meanwhile, so where a row is, is asked for each stretch anew.
    base::Seq run() { return query.backwards ? runBackwards() : runForwards(); }

    base::Seq runForwards()
    {
        for (base::Seq at = query.first; at <= query.last && !isCancelled();) {
            base::Seq end = query.last;
            base::Seq seq = 0;
            if (const BatchPtr batch = channel->recent.find(at)) {
                end = std::min(end, batch->lastSeq());
                seq = inBatch(*batch, at, end);
            } else {
                const base::Seq inMemory = channel->recent.firstSeq();
                end = inMemory > at ? std::min(end, inMemory - 1) : end;
                seq = inFiles(at, end);
            }
            if (seq != 0)
                return seq;
            at = end + 1;
        }
        return 0;
    }

    base::Seq runBackwards()
    {
        for (base::Seq at = query.last; at >= query.first && !isCancelled();) {
            const BatchPtr batch = channel->recent.find(at);
            if (!batch)
                return inFiles(query.first, at); // The oldest leave first: nothing before it is in memory either.
            const base::Seq begin = std::max(query.first, batch->firstSeq());
            if (const base::Seq seq = inBatch(*batch, begin, at); seq != 0)
                return seq;
            at = begin - 1;
        }
        return 0;
    }

    base::Seq inBatch(const Batch &batch, base::Seq first, base::Seq last) const
    {
        for (base::Seq i = 0; i <= last - first; ++i) {
            const base::Seq seq = query.backwards ? last - i : first + i;
            if (query.needle.occursIn(batch.records[seq - batch.firstSeq()].payload()))
                return seq;
        }
        return 0;
    }

    base::Seq inFiles(base::Seq first, base::Seq last)
    {
        QList<capture::CapturePart> parts = files;
        if (query.backwards)
            std::reverse(parts.begin(), parts.end());
        for (const capture::CapturePart &part : parts) {
            const qsizetype index = files.indexOf(part);
            const base::Seq from = std::max(first, index == 0 ? 1 : files[index - 1].lastSeq + 1);
            const base::Seq to = std::min(last, part.lastSeq);
            if (from > to)
                continue;
            if (const base::Seq seq = inFile(part.file, from, to); seq != 0)
                return seq;
        }
        return 0;
    }

    base::Seq inFile(const QString &file, base::Seq first, base::Seq last)
    {
        auto reader = capture::CaptureReader::open(file, cancelled);
        if (!reader)
            return 0;
        const auto matches = [this](QByteArrayView payload) { return query.needle.occursIn(payload); };
        while (!isCancelled() && first <= last) {
            const auto scan = reader->scan(channel->id, first, last, query.backwards, matches);
            if (!scan)
                return 0;
            if (scan->found != 0 || scan->isOver)
                return scan->found;
            progress(scan->reached);
            if (query.backwards)
                last = scan->reached - 1;
            else
                first = scan->reached + 1;
        }
        return 0;
    }
};

RowSearch::RowSearch(ChannelPtr channel, ReaderPoolPtr readers, QObject *parent)
    : QObject(parent)
    , m_channel(std::move(channel))
    , m_readers(std::move(readers))
    , m_outlet(Outlet::to(*this))
    , m_lane(m_readers)
{
}

RowSearch::~RowSearch() { cancel(); }

void RowSearch::start(const RowQuery &query)
{
    cancel();
    auto job = std::make_shared<Job>();
    job->channel = m_channel;
    job->files = m_files;
    job->query = query;
    job->cancelled = m_readers->newFlag();
    job->progress = [this, outlet = m_outlet, weak = std::weak_ptr(job)](base::Seq seq) {
        outlet->post([this, weak, seq] {
            if (const auto alive = weak.lock(); alive && alive == m_running)
                emit progressed(seq);
        });
    };
    m_running = job;
    m_lane.start([this, outlet = m_outlet, job](const capture::CancelFlag &) {
        const base::Seq seq = job->run();
        outlet->post([this, job, seq] { finish(job, seq); });
    });
}

void RowSearch::finish(const std::shared_ptr<Job> &job, base::Seq seq)
{
    if (job != m_running)
        return;
    m_running.reset();
    if (seq != 0)
        emit found(seq);
    else
        emit notFound();
}

void RowSearch::cancel()
{
    if (const auto job = std::exchange(m_running, {}))
        *job->cancelled = true;
}

void RowSearch::release(QDeadlineTimer deadline)
{
    cancel();
    m_files.clear();
    (void)m_lane.waitForDone(deadline);
}

} // namespace stream
