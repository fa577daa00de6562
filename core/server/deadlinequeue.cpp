// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/deadlinequeue.h"

namespace server {

void DeadlineQueue::put(ClientId client, std::optional<base::Nanoseconds> due)
{
    if (!due)
        return;
    const auto [entry, isNew] = m_due.try_emplace(client, *due);
    if (!isNew) {
        if (entry->second <= *due)
            return;
        m_queue.erase({entry->second, client});
        entry->second = *due;
    }
    m_queue.insert({*due, client});
}

void DeadlineQueue::forget(ClientId client)
{
    const auto entry = m_due.find(client);
    if (entry == m_due.end())
        return;
    m_queue.erase({entry->second, client});
    m_due.erase(entry);
}

std::vector<ClientId> DeadlineQueue::takeDue(base::Nanoseconds now)
{
    std::vector<ClientId> due;
    while (!m_queue.empty() && m_queue.begin()->first <= now) {
        due.push_back(m_queue.begin()->second);
        m_due.erase(due.back());
        m_queue.erase(m_queue.begin());
    }
    return due;
}

std::optional<base::Nanoseconds> DeadlineQueue::next() const
{
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.begin()->first);
}

} // namespace server
