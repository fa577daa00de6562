// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/ratelimiter.h"

#include <algorithm>

namespace messaging {

RateLimiter::RateLimiter(int perMinute, int burst)
    : m_each(perMinute > 0 ? base::Nanoseconds(std::chrono::minutes(1)) / perMinute : base::Nanoseconds(0))
    , m_most(m_each * std::max(burst, 1))
    , m_level(m_most)
{
}

// Tokens are counted in the time they take, so that no fraction of one is lost.
void RateLimiter::fill(base::Nanoseconds now)
{
    if (m_began && now > m_filledAt)
        m_level = std::min(m_most, m_level + std::min(now - m_filledAt, m_most));
    if (!m_began || now > m_filledAt)
        m_filledAt = now;
    m_began = true;
}

bool RateLimiter::mayTake(base::Nanoseconds now)
{
    fill(now);
    return m_level >= m_each;
}

void RateLimiter::take(base::Nanoseconds now)
{
    fill(now);
    m_level -= m_each;
}

std::optional<base::Nanoseconds> RateLimiter::nextAt(base::Nanoseconds now)
{
    if (mayTake(now))
        return {};
    return now + (m_each - m_level);
}

} // namespace messaging
