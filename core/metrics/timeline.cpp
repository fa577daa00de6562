// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/timeline.h"

#include <algorithm>

namespace metrics {

static void addTo(TimelineBin &all, const TimelineBin &more)
{
    all.messagesIn += more.messagesIn;
    all.messagesOut += more.messagesOut;
    all.bytesIn += more.bytesIn;
    all.bytesOut += more.bytesOut;
    all.roundTrips += more.roundTrips;
    all.roundTripSumNs += more.roundTripSumNs;
    all.roundTripMaxNs = std::max(all.roundTripMaxNs, more.roundTripMaxNs);
    all.breaks += more.breaks;
}

TimelineBin &Timeline::turnTo(qint64 second)
{
    if (m_bins.empty()) {
        m_origin = second;
        m_bins.emplace_back();
    }
    second = std::max(second, m_origin);
    while ((second - m_origin) / m_width >= static_cast<qint64>(most))
        halve();
    const qint64 bin = std::max((second - m_origin) / m_width, static_cast<qint64>(m_bins.size()) - 1);
    m_bins.resize(static_cast<std::size_t>(bin) + 1);
    m_from = m_origin + bin * m_width;
    m_to = m_from + m_width;
    return m_bins.back();
}

void Timeline::halve()
{
    for (std::size_t i = 0; i < m_bins.size(); i += 2) {
        TimelineBin both = m_bins[i];
        if (i + 1 < m_bins.size())
            addTo(both, m_bins[i + 1]);
        m_bins[i / 2] = both;
    }
    m_bins.resize((m_bins.size() + 1) / 2);
    m_width *= 2;
}

} // namespace metrics
