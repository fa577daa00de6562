// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace stream {

//! What the budgets of all connections hold together. Thread-safe.
class TotalBudget
{
public:
    explicit TotalBudget(qint64 limit) : m_limit(limit) { }

    [[nodiscard]] qint64 used() const { return m_used.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isFull() const { return used() >= m_limit; }
    void add(qint64 bytes) { m_used.fetch_add(bytes); }
    //! Wakes all that wait as soon as half is free.
    void release(qint64 bytes);
    //! True if \a wake will be called once, on whatever thread; false if half is free already.
    [[nodiscard]] bool wait(std::function<void()> wake);

private:
    void wakeIfHalfFree();

    const qint64 m_limit;
    std::atomic<qint64> m_used{0};
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_waiting;
};

//! Counts the bytes of Batches that analysis, capture or another consumer still need. Thread-safe.
//!
//! The network thread asks isFull() and stops reading; when half is free again, \a onHalfFree is called once, on
//! whatever thread released the last Batch.
class Budget : public std::enable_shared_from_this<Budget>
{
public:
    //! \a total, if any, is the bound of all connections together; it holds back this one too.
    Budget(qint64 limit, std::function<void()> onHalfFree, std::shared_ptr<TotalBudget> total = {})
        : m_limit(limit)
        , m_onHalfFree(std::move(onHalfFree))
        , m_total(std::move(total))
    {
    }

    //! Holds \a bytes until the returned charge and all its copies are gone: a Batch counts once for all consumers.
    [[nodiscard]] std::shared_ptr<void> charge(qint64 bytes);
    [[nodiscard]] qint64 used() const { return m_used.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isFull() const { return used() >= m_limit || (m_total && m_total->isFull()); }
    //! True if it is full: onHalfFree will be called. False if room appeared meanwhile: go on.
    [[nodiscard]] bool waitForRoom();

private:
    void release(qint64 bytes);

    const qint64 m_limit;
    const std::function<void()> m_onHalfFree;
    const std::shared_ptr<TotalBudget> m_total;
    std::atomic<qint64> m_used{0};
    std::atomic<bool> m_waiting{false};
};

} // namespace stream
