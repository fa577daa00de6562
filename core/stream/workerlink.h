// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <mutex>
#include <utility>

namespace stream {

//! How other threads reach a StreamWorker that may end at any moment. Thread-safe.
template <typename Worker>
class WorkerLink
{
public:
    void set(Worker *worker)
    {
        const std::scoped_lock lock(m_mutex);
        m_worker = worker;
    }

    //! Runs \a order, a function of the worker, on the worker's thread; nothing happens when it has ended.
    template <typename Order>
    void ask(Order &&order)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_worker)
            QMetaObject::invokeMethod(
                m_worker, [worker = m_worker, order = std::forward<Order>(order)] { order(*worker); },
                Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex;
    Worker *m_worker = nullptr;
};

} // namespace stream
