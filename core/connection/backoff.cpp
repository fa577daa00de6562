// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/backoff.h"

#include <algorithm>
#include <cmath>

namespace connection {
namespace {

constexpr base::Nanoseconds shortestDelay = 100ms;

} // namespace

base::Nanoseconds jittered(base::Nanoseconds delay, base::Random &random)
{
    const auto part = static_cast<base::Nanoseconds::rep>(static_cast<double>(delay.count()) * random.uniform());
    return std::max(base::Nanoseconds(part), shortestDelay);
}

base::Nanoseconds Backoff::next(base::Random &random)
{
    const base::Nanoseconds delay = delayAt(m_step);
    ++m_step;
    return m_settings.jitter ? jittered(delay, random) : std::max(delay, shortestDelay);
}

base::Nanoseconds Backoff::delayAt(int step) const
{
    const auto cap = static_cast<double>(m_settings.maxReconnectInterval.count());
    // A large step makes infinity here and is cut to the cap; a factor below 1 or no number counts as 1.
    const double decay = m_settings.reconnectDecay >= 1 ? m_settings.reconnectDecay : 1;
    const double delay = static_cast<double>(m_settings.reconnectInterval.count()) * std::pow(decay, std::max(step, 0));
    return base::Nanoseconds(static_cast<base::Nanoseconds::rep>(std::clamp(delay, 0.0, std::max(cap, 0.0))));
}

} // namespace connection
