// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/latency.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace metrics {

using base::Nanoseconds;

// Up to 15 ns a bucket each; then the four bits behind the leading one choose among sixteen.
std::size_t Latency::bucketOf(quint64 ns)
{
    if (ns < perDoubling)
        return static_cast<std::size_t>(ns);
    const auto doublings = static_cast<std::size_t>(std::bit_width(ns)) - 5;
    return std::min(bucketCount - 1, (doublings + 1) * perDoubling + static_cast<std::size_t>((ns >> doublings) & 0xF));
}

quint64 Latency::topOf(std::size_t bucket)
{
    if (bucket < perDoubling)
        return bucket;
    const std::size_t doublings = bucket / perDoubling - 1;
    return ((quint64(perDoubling) + bucket % perDoubling + 1) << doublings) - 1;
}

void Latency::add(Nanoseconds roundTrip)
{
    const Nanoseconds time = std::max(roundTrip, Nanoseconds(0));
    ++m_buckets[bucketOf(static_cast<quint64>(time.count()))];
    m_min = m_count == 0 ? time : std::min(m_min, time);
    m_max = std::max(m_max, time);
    m_totalNs += static_cast<double>(time.count());
    ++m_count;
}

std::optional<Nanoseconds> Latency::min() const { return m_count ? std::optional(m_min) : std::nullopt; }
std::optional<Nanoseconds> Latency::max() const { return m_count ? std::optional(m_max) : std::nullopt; }

std::optional<double> Latency::meanMs() const
{
    if (m_count == 0)
        return {};
    return m_totalNs / static_cast<double>(m_count) / 1e6;
}

std::optional<Nanoseconds> Latency::percentile(double share) const
{
    if (m_count == 0)
        return {};
    const double wanted = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count));
    quint64 seen = 0;
    for (std::size_t bucket = 0; bucket < bucketCount; ++bucket) {
        seen += m_buckets[bucket];
        if (seen > 0 && static_cast<double>(seen) >= wanted)
            return std::clamp(Nanoseconds(static_cast<qint64>(topOf(bucket))), m_min, m_max);
    }
    return m_max;
}

} // namespace metrics
