// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/eventclock.h"

#include <algorithm>

namespace fields {

namespace {

constexpr qint64 clockHour = 3'600'000'000'000;
constexpr qint64 mostDelay = 2'000'000'000; // A network and its queues may need that long.
constexpr qint64 mostAhead = -250'000'000;
constexpr int manyStrays = 16;

} // namespace

void EventClock::observe(qint64 eventNs, qint64 receivedNs)
{
    const qint64 delay = receivedNs - eventNs;
    if (m_blockBegan == noTime)
        m_blockBegan = receivedNs;
    // A single time that is hours from all others says nothing about the clock.
    const qint64 known = std::min(m_least, m_leastBefore);
    if (known != std::numeric_limits<qint64>::max() && delay < known - clockHour) {
        if (++m_strays >= manyStrays) {
            reset(); // Its clock was set forward.
            observe(eventNs, receivedNs);
        }
        return;
    }
    m_strays = 0;
    if (receivedNs - m_blockBegan >= blockNs) {
        if (m_firstLeast == noTime) {
            m_firstLeast = m_least;
            m_firstAt = receivedNs;
        }
        m_latestLeast = m_least;
        m_latestAt = receivedNs;
        m_leastBefore = m_least;
        m_least = delay;
        m_blockBegan = receivedNs;
        settle();
    } else if (delay < m_least) {
        m_least = delay;
        settle();
    }
}

void EventClock::settle()
{
    const qint64 least = std::min(m_least, m_leastBefore);
    m_isOff = m_isOff || least > mostDelay || least < mostAhead;
    m_offset = m_isOff ? least : 0;
}

qint64 EventClock::corrected(qint64 eventNs, qint64 receivedNs) const
{
    const qint64 time = eventNs + m_offset;
    return time >= receivedNs - clockHour && time <= receivedNs + clockHour ? time : noTime;
}

double EventClock::drift() const
{
    if (m_firstLeast == noTime || m_latestAt <= m_firstAt)
        return 0;
    return static_cast<double>(m_firstLeast - m_latestLeast) / static_cast<double>(m_latestAt - m_firstAt) * 1e6;
}

} // namespace fields
