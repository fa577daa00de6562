// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/clientwatch.h"

namespace server {
namespace {

constexpr base::Nanoseconds never{0};

} // namespace

ClientWatch::ClientWatch(const GuardLimits &limits, base::Nanoseconds now)
    : m_limits(limits)
    , m_moved(now)
    , m_ponged(now)
    , m_heard(now)
    , m_messaged(now)
{
}

void ClientWatch::opened(base::Nanoseconds now)
{
    m_moved = m_ponged = m_heard = m_messaged = now;
    m_pingAt = m_limits.pingEvery > never ? now + m_limits.pingEvery : never;
    const bool looks = m_limits.quietDeadline > never || m_limits.poolDeadline > never;
    m_lookAt = looks ? now + m_limits.lookEach : never;
}

void ClientWatch::moved(base::Nanoseconds now)
{
    m_moved = now;
    m_pinged = false;
}

bool ClientWatch::isIdle(base::Nanoseconds now) const
{
    const base::Nanoseconds last = m_listens ? m_messaged : m_heard;
    return (m_limits.quietDeadline > never && now - last > m_limits.quietDeadline)
        || (m_limits.poolDeadline > never && now - m_messaged > m_limits.poolDeadline);
}

ClientWatch::Action ClientWatch::advance(base::Nanoseconds now)
{
    if (m_limits.idleDeadline > never && now >= m_moved + m_limits.idleDeadline)
        return Action::CutOff;
    const bool beats = m_pingAt != never && now >= m_pingAt;
    if (beats) {
        m_pingAt = now + m_limits.pingEvery;
        if (now - m_ponged > m_limits.pongWithin)
            return Action::Lost;
    }
    if (m_lookAt != never && now >= m_lookAt) {
        m_lookAt = now + m_limits.lookEach;
        if (isIdle(now))
            return Action::Idle;
    }
    if (beats)
        return Action::Ping;
    if (m_limits.pingAfter > never && !m_pinged && now >= m_moved + m_limits.pingAfter) {
        m_pinged = true;
        return Action::Ping;
    }
    return Action::None;
}

std::optional<base::Nanoseconds> ClientWatch::nextDeadline() const
{
    std::optional<base::Nanoseconds> next;
    const auto earlier = [&next](base::Nanoseconds at) {
        if (!next || at < *next)
            next = at;
    };
    if (m_limits.idleDeadline > never)
        earlier(m_moved + m_limits.idleDeadline);
    if (m_limits.pingAfter > never && !m_pinged)
        earlier(m_moved + m_limits.pingAfter);
    if (m_pingAt != never)
        earlier(m_pingAt);
    if (m_lookAt != never)
        earlier(m_lookAt);
    return next;
}

} // namespace server
