// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <memory>
#include <mutex>
#include <utility>

namespace stream {

//! Where a task of another thread leaves its answer: with \a receiver's event loop while that lives, else nowhere.
//!
//! So the receiver may go at any time without waiting for the task. Thread-safe.
class Outlet
{
public:
    //! To be called on the thread of \a receiver, which must be destroyed there too.
    [[nodiscard]] static std::shared_ptr<Outlet> to(QObject &receiver)
    {
        auto outlet = std::make_shared<Outlet>();
        outlet->m_receiver = &receiver;
        // What was left before this is dropped by Qt together with the receiver.
        QObject::connect(&receiver, &QObject::destroyed, [weak = std::weak_ptr(outlet)] {
            if (const auto alive = weak.lock())
                alive->close();
        });
        return outlet;
    }

    template <typename Call>
    void post(Call &&call)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_receiver)
            QMetaObject::invokeMethod(m_receiver, std::forward<Call>(call), Qt::QueuedConnection);
    }

private:
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_receiver = nullptr;
    }

    std::mutex m_mutex;
    QObject *m_receiver = nullptr;
};

using OutletPtr = std::shared_ptr<Outlet>;

} // namespace stream
