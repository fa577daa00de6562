// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/consumer.h"

#include <pthread.h>

namespace stream {
namespace {

//! Rates, discovery that waits and a disk that came back are looked at this often.
constexpr base::Nanoseconds idlePause = std::chrono::milliseconds(100);

} // namespace

Consumer::Consumer(std::string name, base::Nanoseconds gather, Work work, std::function<void()> done)
    : m_thread([this, name = std::move(name), gather, work = std::move(work), done = std::move(done)] {
        run(name, gather, work, done);
    })
{
}

void Consumer::finish()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void Consumer::run(
    const std::string &name, base::Nanoseconds gather, const Work &work, const std::function<void()> &done)
{
    pthread_setname_np(pthread_self(), name.c_str());
    while (!m_queue.isFinished()) {
        std::vector<QueuedBatch> batches = m_queue.popAll(idlePause, gather);
        work(batches);
    }
    if (done)
        done();
}

} // namespace stream
