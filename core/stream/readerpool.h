// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <QDeadlineTimer>
#include <QThreadPool>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace stream {

//! The threads that read captures, for the whole program: as many as there are ReaderLanes at work. Lives on one
//! thread.
//!
//! Owned by who makes the windows and passed to what reads; tasks never own it. What a reader is at may take as long as
//! a crafted file or a dead disk likes, so nobody waits for one without bound: close() cancels, and leaves a thread
//! that does not come back to the end of the process.
class ReaderPool
{
public:
    ReaderPool();
    ~ReaderPool(); //!< close(), 400 ms.
    Q_DISABLE_COPY_MOVE(ReaderPool)

    //! A flag that close() sets too.
    [[nodiscard]] capture::CancelFlag newFlag();
    //! False when it is closed; the task is dropped then.
    bool start(std::function<void()> task);
    //! Cancels all there is. False when some thread was still at work at the \a deadline; it is left alone.
    bool close(QDeadlineTimer deadline);

private:
    std::vector<std::weak_ptr<std::atomic<bool>>> m_flags;
    std::unique_ptr<QThreadPool> m_threads; //!< None when closed.
};

using ReaderPoolPtr = std::shared_ptr<ReaderPool>;

//! Tasks of one owner, one after the other, each on some thread of the pool. The owner lives on one thread, where this
//! is used; going away waits for nothing.
class ReaderLane
{
public:
    //! Is given the flag that ends it.
    using Task = std::function<void(const capture::CancelFlag &cancelled)>;

    explicit ReaderLane(ReaderPoolPtr pool);
    ~ReaderLane() { cancel(); }
    Q_DISABLE_COPY_MOVE(ReaderLane)

    void start(Task task);
    //! Ends what runs, soon, and drops what waits. Later tasks run as ever.
    void cancel();
    //! True when nothing runs or waits.
    [[nodiscard]] bool waitForDone(QDeadlineTimer deadline);

private:
    struct State
    {
        std::mutex mutex;
        std::condition_variable idle;
        std::deque<std::pair<Task, capture::CancelFlag>> tasks;
        bool isRunning = false;
    };
    static void run(State &state);

    ReaderPoolPtr m_pool;
    std::shared_ptr<State> m_state;
    capture::CancelFlag m_flag; //!< Of the tasks since the last cancel().
};

} // namespace stream
