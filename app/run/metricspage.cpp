// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/metricspage.h"

#include "core/base/redact.h"
#include "core/stream/streamhandle.h"

namespace app {

//! The status code in the first line of an answer; 0: it has none.
static int statusOf(const QByteArray &head)
{
    const QByteArrayList words = head.left(64).split(' ');
    return words.size() > 1 && words.front().startsWith("HTTP/") ? std::clamp(words[1].left(3).toInt(), 0, 999) : 0;
}

reports::Exposed exposed(const stream::StreamHandle &handle)
{
    const stream::Tick &tick = handle.tick();
    reports::Exposed one{.feed = base::redactedUrl(stream::spokenTo(tick, handle.profile().url)),
        .connection = tick.connection.value,
        .run = handle.run(),
        .behindS = std::chrono::duration<double>(tick.behind).count(),
        .backPressure = tick.backPressure,
        .notCaptured = tick.capture.notCaptured};
    if (tick.kernel && connection::isOpen(tick.status.state))
        one.kernel = reports::Exposed::Kernel{std::chrono::duration<double>(tick.kernel->roundTrip).count(),
            tick.kernel->retransmits, tick.kernel->waitingIn, tick.kernel->waitingOut};
    if (tick.attempt)
        one.httpStatus = statusOf(tick.attempt->responseHead);
    if (const auto &chain = tick.status.peer.chain; !chain.isEmpty() && chain.front().validUntil.isValid())
        one.certificateUntilNs = chain.front().validUntil.toMSecsSinceEpoch() * 1'000'000;
    return one;
}

server::Pages metricsPages(std::shared_ptr<const MetricsBoard> board)
{
    return [board = std::move(board)](const server::PageRequest &request) -> std::optional<server::Page> {
        if (request.path == "/")
            return server::Page{"text/plain; charset=utf-8", "SocketScope: the figures for Prometheus are at /metrics\n"};
        if (request.path != "/metrics")
            return std::nullopt;
        if (request.accept.contains("application/openmetrics-text"))
            return server::Page{"application/openmetrics-text; version=1.0.0; charset=utf-8",
                reports::exposition(board->connections(), reports::Exposition::OpenMetrics)};
        return server::Page{"text/plain; version=0.0.4; charset=utf-8",
            reports::exposition(board->connections(), reports::Exposition::Text)};
    };
}

} // namespace app
