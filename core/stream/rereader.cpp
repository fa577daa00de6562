// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/rereader.h"

#include "core/stream/payloadwithslack.h"
#include "core/stream/rowwalk.h"

#include <utility>

namespace stream {

void Rereader::start(Job job)
{
    if (*m_stopped)
        return;
    // A task of the pool is copied; a job cannot be.
    m_pool.start([this, shared = std::make_shared<Job>(std::move(job))] { read(std::move(*shared)); });
}

void Rereader::read(Job job)
{
    PayloadWithSlack payload;
    const auto readRow = [&](const capture::PassingRow &row) {
        job.again->read(row, payload.of(row));
        return !*m_stopped;
    };
    RowWalk(job.channel).walk(job.again->first(), job.again->last(), RowWalk::Wanted::Payloads, readRow, m_stopped);
    if (*m_stopped)
        return;
    job.again->finish();
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
    *m_stopped = true;
    m_pool.waitForDone();
}

} // namespace stream
