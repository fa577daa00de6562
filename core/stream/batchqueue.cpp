// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/batchqueue.h"

#include <utility>

namespace stream {

void BatchQueue::push(QueuedBatch batch)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_batches.push_back(std::move(batch));
    }
    m_arrived.notify_one();
}

void BatchQueue::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
    }
    m_arrived.notify_one();
}

std::vector<QueuedBatch> BatchQueue::popAll(base::Nanoseconds timeout, base::Nanoseconds gather)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, timeout, [this] { return m_closed || !m_batches.empty(); });
    if (gather > base::Nanoseconds(0) && !m_batches.empty())
        m_arrived.wait_for(lock, gather, [this] { return m_closed || m_batches.size() >= 64; });
    return std::exchange(m_batches, {});
}

bool BatchQueue::isFinished() const
{
    const std::scoped_lock lock(m_mutex);
    return m_closed && m_batches.empty();
}

} // namespace stream
