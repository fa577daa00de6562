// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/budget.h"

#include <utility>

namespace stream {

void TotalBudget::release(qint64 bytes)
{
    if (m_used.fetch_sub(bytes) - bytes < m_limit / 2)
        wakeIfHalfFree();
}

bool TotalBudget::wait(std::function<void()> wake)
{
    const std::scoped_lock lock(m_mutex);
    // A release since the caller asked isFull() found nobody to wake; a later one waits for the lock.
    if (used() < m_limit / 2)
        return false;
    m_waiting.push_back(std::move(wake));
    return true;
}

void TotalBudget::wakeIfHalfFree()
{
    std::vector<std::function<void()>> waiting;
    {
        const std::scoped_lock lock(m_mutex);
        waiting = std::exchange(m_waiting, {});
    }
    for (const auto &wake : waiting)
        wake();
}

std::shared_ptr<void> Budget::charge(qint64 bytes)
{
    m_used.fetch_add(bytes);
    if (m_total)
        m_total->add(bytes);
    // The deleter keeps the budget alive: a consumer may outlive the connection.
    return {nullptr, [self = shared_from_this(), bytes](void *) { self->release(bytes); }};
}

bool Budget::waitForRoom()
{
    if (m_used.load() < m_limit) // Then it is the total that is full.
        return m_total && m_total->wait([self = shared_from_this()] { self->m_onHalfFree(); });
    m_waiting.store(true);
    // A release between isFull() and the store above would not have seen the flag: look once more.
    if (m_used.load() < m_limit / 2)
        return !m_waiting.exchange(false);
    return true;
}

void Budget::release(qint64 bytes)
{
    const qint64 left = m_used.fetch_sub(bytes) - bytes;
    if (left < m_limit / 2 && m_waiting.exchange(false))
        m_onHalfFree();
    if (m_total)
        m_total->release(bytes);
}

} // namespace stream
