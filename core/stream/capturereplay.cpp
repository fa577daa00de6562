// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/capturereplay.h"

#include <algorithm>

namespace stream {

CaptureReplay::CaptureReplay(ChannelPtr channel, base::Seq first, base::Seq last)
    : m_channel(std::move(channel))
    , m_first(first)
    , m_last(last)
    , m_walk(m_channel)
{
    m_pool.setMaxThreadCount(1);
}

CaptureReplay::~CaptureReplay()
{
    m_cancelled = true;
    m_pool.waitForDone(); // It looks at the flag at every row.
}

void CaptureReplay::start()
{
    m_isRunning = true;
    m_pool.start([this] {
        run();
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_isRunning = false;
                emit progressed(100);
            },
            Qt::QueuedConnection);
    });
}

void CaptureReplay::cancel() { m_cancelled = true; }

void CaptureReplay::run()
{
    MessageAnalysis analysis(*m_channel->series);
    m_walk.walk(m_first, m_last, RowWalk::Wanted::Payloads,
        [&](const capture::PassingRow &row) { return read(analysis, row); });
    analysis.settle(MessageAnalysis::boundedTime(m_reachedNs) + 10'000'000'000); // Decides what waits.
    readAgain(analysis);
    m_walk.release();
}

bool CaptureReplay::read(MessageAnalysis &analysis, const capture::PassingRow &row)
{
    const QByteArrayView payload = m_payload.of(row);
    analysis.read({.seq = row.seq,
        .wallNs = row.wallNs,
        .steadyNs = row.wallNs,
        .direction = row.direction,
        .kind = row.kind,
        .isHeartbeat = row.isHeartbeat,
        .size = payload.size(),
        .wireSize = 0,
        .data = payload.data()});
    m_messages = analysis.messages();
    if (m_beganNs == 0)
        m_beganNs = row.wallNs;
    m_reachedNs = row.wallNs;
    tell(row.seq);
    return !m_cancelled;
}

// Decisions that came late: what was held back for them may have been decided late as well.
void CaptureReplay::readAgain(MessageAnalysis &analysis)
{
    while (const auto again = analysis.takeAgain()) {
        m_walk.walk(std::max(m_first, again->first()), again->last(), RowWalk::Wanted::Payloads,
            [&](const capture::PassingRow &row) {
                again->read(row, m_payload.of(row));
                return !m_cancelled;
            });
        if (m_cancelled)
            return;
        again->finish();
        analysis.adopt(*again);
    }
}

void CaptureReplay::tell(base::Seq reached)
{
    const double all = static_cast<double>(std::max<base::Seq>(m_last + 1 - m_first, 1));
    const int percent = std::min(99, static_cast<int>(100.0 * static_cast<double>(reached - m_first) / all));
    if (percent == m_told)
        return;
    m_told = percent;
    QMetaObject::invokeMethod(
        this, [this, percent] { emit progressed(percent); }, Qt::QueuedConnection);
}

} // namespace stream
