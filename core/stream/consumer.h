// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/batchqueue.h"

#include <functional>
#include <string>
#include <thread>

namespace stream {

//! A thread that takes Batches of all connections in order: analysis, capture, printing.
class Consumer
{
public:
    //! Called with what waits, or with an empty list ten times a second when nothing does. Batches are released,
    //! and their share of the budget with them, when it returns.
    using Work = std::function<void(std::vector<QueuedBatch> &batches)>;

    //! \a name: at most 15 characters, seen in debuggers and `top -H`. \a done runs last on the thread, may be empty.
    //! \a gather: see BatchQueue::popAll().
    Consumer(std::string name, base::Nanoseconds gather, Work work, std::function<void()> done = {});
    ~Consumer() { finish(); }
    Q_DISABLE_COPY_MOVE(Consumer)

    void push(QueuedBatch batch) { m_queue.push(std::move(batch)); }
    //! Works off what waits, then ends the thread. Waits for it: only when the program ends.
    void finish();

private:
    void run(const std::string &name, base::Nanoseconds gather, const Work &work, const std::function<void()> &done);

    BatchQueue m_queue;
    std::thread m_thread;
};

} // namespace stream
