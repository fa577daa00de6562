// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/openmetrics.h"
#include "core/server/pageserver.h"

#include <memory>
#include <mutex>

namespace stream {
class StreamHandle;
}

namespace app {

//! What Prometheus is told: written by the main thread, read by the page server's. Thread-safe.
class MetricsBoard
{
public:
    void set(QList<reports::Exposed> connections)
    {
        const std::scoped_lock lock(m_mutex);
        m_connections.swap(connections);
    }
    [[nodiscard]] QList<reports::Exposed> connections() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_connections;
    }

private:
    mutable std::mutex m_mutex;
    QList<reports::Exposed> m_connections;
};

//! One connection of this run as Prometheus sees it; on the main thread.
[[nodiscard]] reports::Exposed exposed(const stream::StreamHandle &handle);

//! `/metrics`, in the text format or as OpenMetrics, as the client accepts; `/` says where it is.
[[nodiscard]] server::Pages metricsPages(std::shared_ptr<const MetricsBoard> board);

} // namespace app
