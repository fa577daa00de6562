// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/statusline.h"

#include "core/base/redact.h"
#include "core/stream/notes.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>
#include <QUrl>

namespace app {
namespace {

QString tr(const char *sentence) { return QCoreApplication::translate("app::statusLine", sentence); }

// In the words of the notes; what this computer lacks is said too, since nothing else tells.
QString reason(const connection::Failure &failure)
{
    const QString cause = QString::fromLatin1(stream::notes::cause(failure));
    if (const auto *problem = std::get_if<connection::NotReady>(&failure);
        problem && problem->reason == connection::NotReady::Reason::Redirected)
        return tr("redirected to %1").arg(text::plain(problem->detail, 300));
    const auto *transport = std::get_if<net::TransportError>(&failure);
    if (!transport || transport->kind != net::TransportError::Kind::LocalProblem || transport->detail.isEmpty())
        return cause;
    return QStringLiteral("%1 (%2)").arg(cause, text::plain(transport->detail, 200));
}

} // namespace

QString statusLine(const stream::Tick &tick, const QUrl &url, const base::Instant &now)
{
    const connection::Status &status = tick.status;
    const metrics::Snapshot &metrics = tick.metrics;
    QStringList parts{QString::fromLatin1(stream::notes::name(status.state))};
    if (!url.isEmpty())
        parts << base::redactedUrl(url);
    parts << tr("in %1 (%2, %3)")
                 .arg(text::count(metrics.messagesIn), text::perSecond(metrics.messagesInPerSecond),
                     text::bytesPerSecond(metrics.bytesInPerSecond));
    parts << tr("out %1").arg(text::count(metrics.messagesOut));
    parts << tr("captured %1").arg(text::count(tick.capture.capturedIn));
    if (tick.behind > base::Nanoseconds(std::chrono::milliseconds(500)))
        parts << tr("behind by %1").arg(text::duration(tick.behind));
    if (tick.capture.notCaptured > 0)
        parts << tr("not kept %1").arg(text::count(tick.capture.notCaptured));
    if (tick.backPressure)
        parts << tr("back-pressure for %1").arg(text::duration(now.steady - tick.backPressureSince));
    if (metrics.malformed + metrics.decodeErrors > 0)
        parts << tr("malformed %1").arg(text::count(metrics.malformed + metrics.decodeErrors));
    if (metrics.avgLatencyMs)
        parts << tr("latency %1 ms").arg(text::value(*metrics.avgLatencyMs, 3));
    if (connection::isBetweenAttempts(status.state))
        parts << tr("retry in %1").arg(text::duration(std::max(base::Nanoseconds(0), status.retryAt - now.steady)));
    if (status.lastFailure && !connection::isOpen(status.state))
        parts << tr("because: %1").arg(reason(*status.lastFailure));
    return parts.join(QStringLiteral(" · "));
}

} // namespace app
