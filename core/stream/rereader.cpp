// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/rereader.h"

#include "core/stream/payloadwithslack.h"
#include "core/stream/rowwalk.h"

#include <algorithm>
#include <utility>

namespace stream {

void Rereader::start(Job job)
{
    if (m_stopped)
        return;
    // A task of the pool is copied; a job cannot be.
    m_pool.start([this, shared = std::make_shared<Job>(std::move(job))] { read(std::move(*shared)); });
}

void Rereader::read(Job job)
{
    PayloadWithSlack payload;
    RowWalk(job.channel)
        .walk(1, job.reading->before() - 1, RowWalk::Wanted::Payloads, [&](const capture::PassingRow &row) {
            if (row.kind == capture::Kind::Gap)
                job.reading->gap(row.wallNs);
            else if (row.isBusiness() && !std::ranges::binary_search(job.skipped, row.seq))
                job.reading->read(payload.of(row), row.kind == capture::Kind::Text, row.wallNs);
            return !m_stopped;
        });
    if (m_stopped)
        return;
    job.reading->finish();
    const std::scoped_lock lock(m_mutex);
    m_done.push_back(std::move(job));
}

std::vector<Rereader::Job> Rereader::takeDone()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, {});
}

void Rereader::stop()
{
    m_stopped = true;
    m_pool.waitForDone();
}

} // namespace stream
