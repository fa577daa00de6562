// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/ratetable.h"

namespace server {

bool RateTable::pass(const QByteArray &user, base::Nanoseconds now)
{
    if (m_limit.messages <= 0)
        return true;
    auto found = m_users.find(user);
    if (found == m_users.end()) {
        const double minutes = std::chrono::duration<double, std::ratio<60>>(m_limit.window).count();
        const int perMinute = std::max(1, static_cast<int>(m_limit.messages / minutes));
        found = m_users.insert(user, {.bucket = messaging::RateLimiter(perMinute, m_limit.messages)});
        found->until = now + m_limit.window;
    }
    Count &count = *found;
    if (m_limit.kind == RateKind::TokenBucket) {
        count.until = now + m_limit.window;
        if (!count.bucket.mayTake(now))
            return false;
        count.bucket.take(now);
        return true;
    }
    if (now > count.until) {
        count.until = now + m_limit.window;
        count.messages = 0;
    }
    return count.messages < m_limit.messages && ++count.messages > 0;
}

void RateTable::forgetOld(base::Nanoseconds now)
{
    m_users.removeIf([now](const auto &entry) { return now > entry.value().until; });
}

} // namespace server
