// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/pingtimes.h"

#include <algorithm>

namespace metrics {

void PingTimes::sent(QByteArrayView payload, qint64 atNs, qint64 lateNs)
{
    if (m_out.size() == most)
        m_out.erase(m_out.begin());
    m_out.push_back({.payload = payload.toByteArray(), .atNs = atNs, .dueNs = atNs - std::max<qint64>(0, lateNs)});
}

std::optional<PingTimes::RoundTrip> PingTimes::answered(QByteArrayView payload, qint64 atNs)
{
    return take(std::ranges::find_if(m_out, [payload](const Ping &ping) { return ping.payload == payload; }), atNs);
}

std::optional<PingTimes::RoundTrip> PingTimes::answeredOldest(qint64 atNs) { return take(m_out.begin(), atNs); }

// An answer to a later ping says that the earlier ones will not be answered.
std::optional<PingTimes::RoundTrip> PingTimes::take(std::vector<Ping>::iterator ping, qint64 atNs)
{
    if (ping == m_out.end())
        return {};
    const RoundTrip trip{.ns = std::max<qint64>(0, atNs - ping->atNs), .fromDueNs = std::max<qint64>(0, atNs - ping->dueNs)};
    m_out.erase(m_out.begin(), ping + 1);
    return trip;
}

} // namespace metrics
