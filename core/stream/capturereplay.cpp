// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/capturereplay.h"

namespace stream {

namespace {

constexpr qint64 settleNs = 100'000'000; // As often as the live analysis does, in the time of the capture.

} // namespace

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
    series::Extractor extractor(*m_channel->series);
    m_walk.walk(m_first, m_last, RowWalk::Wanted::Payloads,
        [&](const capture::PassingRow &row) { return read(extractor, row); });
    extractor.settle(m_reachedNs + 10'000'000'000); // Decides what waits.
    readAgain(extractor);
    m_walk.release();
}

bool CaptureReplay::read(series::Extractor &extractor, const capture::PassingRow &row)
{
    if (row.wallNs - m_settledNs >= settleNs) {
        m_settledNs = row.wallNs;
        extractor.settle(row.wallNs);
    }
    if (row.kind == capture::Kind::Gap) {
        extractor.gap(row.wallNs);
    } else if (row.isBusiness()) {
        (void)extractor.read(m_payload.of(row), row.kind == capture::Kind::Text, row.wallNs, row.seq);
        ++m_messages;
    }
    if (m_beganNs == 0)
        m_beganNs = row.wallNs;
    m_reachedNs = row.wallNs;
    tell(row.seq);
    return !m_cancelled;
}

void CaptureReplay::readAgain(series::Extractor &extractor)
{
    for (const auto &reading : extractor.takeRereadings()) {
        m_walk.walk(m_first, reading->before() - 1, RowWalk::Wanted::Payloads, [&](const capture::PassingRow &row) {
            if (row.kind == capture::Kind::Gap)
                reading->gap(row.wallNs);
            else if (row.isBusiness())
                reading->read(m_payload.of(row), row.kind == capture::Kind::Text, row.wallNs);
            return !m_cancelled;
        });
        if (m_cancelled)
            return;
        reading->finish();
        extractor.adopt(*reading);
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
