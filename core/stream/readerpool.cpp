// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/readerpool.h"

#include <chrono>
#include <limits>
#include <thread>

namespace stream {

using namespace std::chrono_literals;

ReaderPool::ReaderPool() : m_threads(std::make_unique<QThreadPool>())
{
    // A lane has one thread at most, so their number is that of windows and tabs; no lane waits for another.
    m_threads->setMaxThreadCount(std::numeric_limits<int>::max());
}

ReaderPool::~ReaderPool() { (void)close(QDeadlineTimer(400ms)); }

capture::CancelFlag ReaderPool::newFlag()
{
    auto flag = std::make_shared<std::atomic<bool>>(m_threads == nullptr);
    std::erase_if(m_flags, [](const auto &one) { return one.expired(); });
    m_flags.push_back(flag);
    return flag;
}

bool ReaderPool::start(std::function<void()> task)
{
    if (m_threads)
        m_threads->start(std::move(task));
    return m_threads != nullptr;
}

bool ReaderPool::close(QDeadlineTimer deadline)
{
    if (!m_threads)
        return true;
    for (const auto &one : m_flags) {
        if (const auto flag = one.lock())
            *flag = true;
    }
    const bool done = m_threads->waitForDone(static_cast<int>(deadline.remainingTime()));
    if (!done) // Its destructor waits, so that is left to a thread nobody waits for. What its tasks use is theirs.
        std::thread([threads = std::move(m_threads)] {}).detach();
    m_threads.reset();
    return done;
}

ReaderLane::ReaderLane(ReaderPoolPtr pool)
    : m_pool(std::move(pool))
    , m_state(std::make_shared<State>())
    , m_flag(m_pool->newFlag())
{
}

void ReaderLane::start(Task task)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->tasks.emplace_back(std::move(task), m_flag);
    if (std::exchange(m_state->isRunning, true) || m_pool->start([state = m_state] { run(*state); }))
        return;
    m_state->isRunning = false;
    m_state->tasks.clear();
}

void ReaderLane::run(State &state)
{
    for (;;) {
        std::pair<Task, capture::CancelFlag> next;
        {
            const std::scoped_lock lock(state.mutex);
            if (state.tasks.empty()) {
                state.isRunning = false;
                state.idle.notify_all();
                return;
            }
            next = std::move(state.tasks.front());
            state.tasks.pop_front();
        }
        next.first(next.second);
    }
}

void ReaderLane::cancel()
{
    *m_flag = true;
    m_flag = m_pool->newFlag();
    std::deque<std::pair<Task, capture::CancelFlag>> dropped;
    const std::scoped_lock lock(m_state->mutex);
    dropped.swap(m_state->tasks);
}

bool ReaderLane::waitForDone(QDeadlineTimer deadline)
{
    std::unique_lock lock(m_state->mutex);
    return m_state->idle.wait_for(lock, std::chrono::milliseconds(deadline.remainingTime()),
        [this] { return !m_state->isRunning && m_state->tasks.empty(); });
}

} // namespace stream
