// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/capturereplay.h"

#include "core/stream/messageanalysis.h"
#include "core/stream/payloadwithslack.h"
#include "core/stream/rowwalk.h"

#include <algorithm>
#include <atomic>

namespace stream {

namespace {

constexpr qint64 decideNs = 10'000'000'000; // Behind the end: decides what waits.

} // namespace

//! What the thread uses; it lives until both the thread and the CaptureReplay are done with it. Times come from a
//! capture, whose reader bounds them (capture::latestNs): sums and differences stay within 64 bit.
struct CaptureReplay::Job
{
    Job(const ChannelPtr &of, base::Seq firstSeq, base::Seq lastSeq, capture::CancelFlag flag)
        : channel(of)
        , first(firstSeq)
        , last(lastSeq)
        , cancelled(std::move(flag))
        , walk(of)
    {
    }

    void run();
    bool read(MessageAnalysis &analysis, const capture::PassingRow &row);
    void readAgain(MessageAnalysis &analysis);
    void tell(base::Seq reached);

    const ChannelPtr channel;
    const base::Seq first, last;
    const capture::CancelFlag cancelled;
    std::function<void(int percent)> progress;
    RowWalk walk;
    PayloadWithSlack payload;
    int told = -1;
    metrics::Snapshot snapshot; //!< Of the whole; written before the end is told.
    std::atomic<qint64> beganNs{0}, reachedNs{0};
    std::atomic<quint64> messages{0};
};

CaptureReplay::CaptureReplay(const ChannelPtr &channel, base::Seq first, base::Seq last, ReaderPoolPtr pool)
    : m_pool(std::move(pool))
    , m_job(std::make_shared<Job>(channel, first, last, m_pool->newFlag()))
{
}

CaptureReplay::~CaptureReplay() { cancel(); }

qint64 CaptureReplay::reachedNs() const { return m_job->reachedNs; }
qint64 CaptureReplay::beganNs() const { return m_job->beganNs; }
metrics::Snapshot CaptureReplay::snapshot() const { return m_isRunning ? metrics::Snapshot() : m_job->snapshot; }
quint64 CaptureReplay::messages() const { return m_job->messages; }

void CaptureReplay::start()
{
    m_isRunning = true;
    const OutletPtr outlet = Outlet::to(*this);
    m_job->progress = [this, outlet](int percent) {
        outlet->post([this, percent] {
            m_isRunning = m_isRunning && percent < 100;
            emit progressed(percent);
        });
    };
    m_pool->start([job = m_job] {
        job->run();
        job->progress(100);
    });
}

void CaptureReplay::cancel() { *m_job->cancelled = true; }

void CaptureReplay::Job::run()
{
    MessageAnalysis analysis(*channel->series);
    quint64 generation = 0;
    if (const auto choice = channel->reading.takeNewer(generation))
        analysis.setReading(*choice);
    walk.walk(
        first, last, RowWalk::Wanted::Facts, [&](const capture::PassingRow &row) { return read(analysis, row); },
        cancelled);
    analysis.settle(MessageAnalysis::boundedTime(reachedNs) + decideNs);
    readAgain(analysis);
    channel->facts.set(analysis.facts());
    channel->run.set(std::make_shared<const metrics::RunMetrics>(analysis.run()));
    snapshot = analysis.snapshot(reachedNs);
    walk.release();
}

bool CaptureReplay::Job::read(MessageAnalysis &analysis, const capture::PassingRow &row)
{
    analysis.read(row, payload.of(row));
    messages = analysis.messages();
    if (beganNs == 0)
        beganNs = row.wallNs;
    reachedNs = row.wallNs;
    tell(row.seq);
    return !*cancelled;
}

// Decisions that came late: what was held back for them may have been decided late as well.
void CaptureReplay::Job::readAgain(MessageAnalysis &analysis)
{
    while (const auto again = analysis.takeAgain()) {
        const auto readRow = [&](const capture::PassingRow &row) {
            again->read(row, payload.of(row));
            return !*cancelled;
        };
        walk.walk(std::max(first, again->first()), again->last(), RowWalk::Wanted::Payloads, readRow, cancelled);
        if (*cancelled)
            return;
        again->finish();
        analysis.adopt(*again);
    }
}

void CaptureReplay::Job::tell(base::Seq reached)
{
    const double all = static_cast<double>(std::max<base::Seq>(last + 1 - first, 1));
    const int percent = std::min(99, static_cast<int>(100.0 * static_cast<double>(reached - first) / all));
    if (percent == told)
        return;
    told = percent;
    progress(percent);
}

} // namespace stream
