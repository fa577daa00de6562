// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pool.h"

#include <algorithm>

namespace server {

void RefusalLog::add(Refusal refusal)
{
    refusal.path = refusal.path.first(std::min(refusal.path.size(), longestText));
    refusal.origin = refusal.origin.first(std::min(refusal.origin.size(), longestText));
    ++m_count;
    m_last.push_back(std::move(refusal));
    if (m_last.size() > kept)
        m_last.pop_front();
}

PoolStatistics PoolStatistics::of(QList<ConnectionStatistics> connections, base::Nanoseconds now)
{
    PoolStatistics out;
    quint64 messages = 0;
    std::ranges::sort(connections, {}, &ConnectionStatistics::id);
    for (const ConnectionStatistics &connection : connections) {
        ++out.total;
        ++(now - connection.lastActivity > idleAfter ? out.idle : out.active);
        messages += connection.messagesIn + connection.messagesOut;
        out.bytesIn += connection.bytesIn;
        out.bytesOut += connection.bytesOut;
    }
    if (out.total > 0)
        out.meanMessages = static_cast<double>(messages) / out.total;
    out.connections = std::move(connections);
    return out;
}

} // namespace server
