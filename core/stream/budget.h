// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <functional>
#include <memory>

namespace stream {

//! Counts the bytes of Batches that analysis, capture or another consumer still need. Thread-safe.
//!
//! The network thread asks isFull() and stops reading; when half is free again, \a onHalfFree is called once, on
//! whatever thread released the last Batch.
class Budget : public std::enable_shared_from_this<Budget>
{
public:
    Budget(qint64 limit, std::function<void()> onHalfFree) : m_limit(limit), m_onHalfFree(std::move(onHalfFree)) { }

    //! Holds \a bytes until the returned charge and all its copies are gone: a Batch counts once for all consumers.
    [[nodiscard]] std::shared_ptr<void> charge(qint64 bytes);
    [[nodiscard]] qint64 used() const { return m_used.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isFull() const { return used() >= m_limit; }
    //! True if it is full: onHalfFree will be called. False if room appeared meanwhile: go on.
    [[nodiscard]] bool waitForRoom();

private:
    void release(qint64 bytes);

    const qint64 m_limit;
    const std::function<void()> m_onHalfFree;
    std::atomic<qint64> m_used {0};
    std::atomic<bool> m_waiting {false};
};

} // namespace stream
