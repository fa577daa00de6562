// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ratemeter.h"

#include <algorithm>

namespace metrics {

static qint64 secondOf(base::Nanoseconds time) { return std::chrono::floor<std::chrono::seconds>(time).count(); }

void RateMeter::add(quint64 amount, base::Nanoseconds now)
{
    if (const qint64 second = secondOf(now); second > m_second) {
        m_previous = second == m_second + 1 ? m_count : 0;
        m_count = 0;
        m_second = second;
    }
    m_count += amount;
}

double RateMeter::perSecond(base::Nanoseconds now) const
{
    const qint64 second = std::max(secondOf(now), m_second);
    if (second == m_second)
        return static_cast<double>(m_previous);
    return second == m_second + 1 ? static_cast<double>(m_count) : 0.0;
}

} // namespace metrics
