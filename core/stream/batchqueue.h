// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/batch.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace stream {

//! A Batch on its way to one consumer, with its share of the budget.
struct QueuedBatch
{
    BatchPtr batch;
    std::shared_ptr<void> charge;
};

//! Batches between the network thread and one consumer, in order. Never refuses: what bounds it is the Budget.
class BatchQueue
{
public:
    void push(QueuedBatch batch);
    //! No more will come; pop() then returns what is left and at last nothing.
    void close();
    //! All that waits, or an empty list after \a timeout. With \a gather it waits that much longer for more, so that a
    //! quiet feed costs one piece of work for all that came meanwhile; 64 Batches end the gathering.
    [[nodiscard]] std::vector<QueuedBatch> popAll(
        base::Nanoseconds timeout, base::Nanoseconds gather = base::Nanoseconds(0));
    //! Closed, and everything was taken.
    [[nodiscard]] bool isFinished() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<QueuedBatch> m_batches;
    bool m_closed = false;
};

} // namespace stream
