// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/jsonreport.h"

#include "core/reports/figures.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace reports {

static QJsonValue number(quint64 value) { return static_cast<qint64>(value); }
static QJsonValue number(std::optional<double> value)
{
    return value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

static QString problemKey(capture::CaptureStatus::Problem problem)
{
    using Problem = capture::CaptureStatus::Problem;
    switch (problem) {
    case Problem::None: return QStringLiteral("none");
    case Problem::CannotOpen: return QStringLiteral("cannot_open");
    case Problem::DiskFull: return QStringLiteral("disk_full");
    case Problem::WriteFailed: return QStringLiteral("write_failed");
    }
    return {};
}

static void addConnection(QJsonObject &report, const ReportInput &input, const Figures &figures)
{
    const connection::Status &status = input.status;
    report["url"] = input.url;
    report["state"] = stateKey(status.state);
    report["started"] = utcText(input.startedWallNs);
    report["duration_s"] = number(std::optional(input.durationS));
    report["connection_attempts"] = number(status.attempts);
    report["successful_connections"] = number(status.opens);
    report["failed_connections"] = number(status.failures);
    report["current_connections"] = number(figures.currentConnections);
    report["avg_connection_ms"] = number(figures.avgConnectionMs);
    report["close_code"] = status.lastCloseCode != 0 ? QJsonValue(status.lastCloseCode) : QJsonValue();
    report["reconnects"] = number(figures.reconnects);
    report["timeouts"] = number(status.timeouts);
}

static void addMessages(QJsonObject &report, const metrics::Snapshot &metrics, const Figures &figures)
{
    report["messages_received"] = number(metrics.messagesIn);
    report["messages_sent"] = number(metrics.messagesOut);
    report["bytes_received"] = number(metrics.bytesIn);
    report["bytes_sent"] = number(metrics.bytesOut);
    report["wire_bytes_received"] = number(metrics.wireBytesIn);
    report["wire_bytes_sent"] = number(metrics.wireBytesOut);
    report["control_received"] = number(metrics.controlIn);
    report["control_sent"] = number(metrics.controlOut);
    report["avg_message_size"] = number(figures.avgMessageSize);
    report["avg_latency_ms"] = number(figures.avgLatencyMs);
    report["messages_per_second"] = number(figures.messagesPerSecond);
}

QByteArray jsonReport(const ReportInput &input)
{
    const Figures figures = figuresOf(input);
    QJsonObject report;
    addConnection(report, input, figures);
    addMessages(report, input.metrics, figures);
    report["errors"] = number(figures.errors);
    report["failures"] = number(input.status.failures);
    report["malformed"] = number(input.metrics.malformed);
    report["decode_errors"] = number(input.metrics.decodeErrors);
    report["captured_messages"] = number(input.capture.capturedIn);
    report["captured_sent"] = number(input.capture.capturedOut);
    report["not_captured"] = number(input.capture.notCaptured);
    report["capture_problem"] = problemKey(input.capture.problem);
    return QJsonDocument(report).toJson(QJsonDocument::Indented);
}

} // namespace reports
