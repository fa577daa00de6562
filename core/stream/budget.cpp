// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/budget.h"

namespace stream {

std::shared_ptr<void> Budget::charge(qint64 bytes)
{
    m_used.fetch_add(bytes);
    // The deleter keeps the budget alive: a consumer may outlive the connection.
    return {nullptr, [self = shared_from_this(), bytes](void *) { self->release(bytes); }};
}

bool Budget::waitForRoom()
{
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
}

} // namespace stream
