// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/jsonreport.h"

#include "core/reports/figures.h"
#include "core/reports/model.h"

#include <QJsonArray>
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

static QJsonValue jsonOf(const Value &value, Unit unit)
{
    const Value plain = machineValue(value, unit);
    if (const auto *text = std::get_if<QString>(&plain))
        return *text;
    if (const auto *whole = std::get_if<quint64>(&plain))
        return number(*whole);
    const auto *real = std::get_if<double>(&plain);
    return real ? number(std::optional(*real)) : QJsonValue(QJsonValue::Null);
}

static void addConnection(QJsonObject &report, const ReportInput &input, const Figures &figures)
{
    const metrics::LifeCycle &life = input.run->life;
    const quint16 code = life.closes.empty() ? 0 : life.closes.back().code;
    report["url"] = input.url;
    report["state"] = stateKey(life.state());
    report["started"] = utcText(input.startedWallNs);
    report["duration_s"] = number(std::optional(input.durationS));
    report["connection_attempts"] = number(life.attempts);
    report["successful_connections"] = number(life.opens);
    report["failed_connections"] = number(life.failures);
    report["current_connections"] = number(figures.currentConnections);
    report["avg_connection_ms"] = number(figures.avgConnectionMs);
    report["close_code"] = code != 0 ? QJsonValue(code) : QJsonValue();
    report["reconnects"] = number(figures.reconnects);
    report["timeouts"] = number(life.timeouts);
}

static void addMessages(QJsonObject &report, const metrics::RunMetrics &run, const Figures &figures)
{
    report["messages_received"] = number(run.in.messages());
    report["messages_sent"] = number(run.out.messages());
    report["bytes_received"] = number(run.in.bytes);
    report["bytes_sent"] = number(run.out.bytes);
    report["wire_bytes_received"] = number(run.in.wireBytes);
    report["wire_bytes_sent"] = number(run.out.wireBytes);
    report["control_received"] = number(run.in.controls() + run.in.heartbeats);
    report["control_sent"] = number(run.out.controls() + run.out.heartbeats);
    report["avg_message_size"] = number(figures.avgMessageSize);
    report["avg_latency_ms"] = number(figures.avgLatencyMs);
    report["messages_per_second"] = number(figures.messagesPerSecond);
}

static void addModel(QJsonObject &report, const Model &model)
{
    QJsonObject sections, tables;
    for (const Section &section : model.sections) {
        QJsonObject figures;
        for (const Figure &figure : section.figures)
            figures[machineKey(figure.key, figure.unit)] = jsonOf(figure.value, figure.unit);
        sections[QLatin1String(section.key)] = figures;
    }
    for (const Table &table : model.tables) {
        QJsonArray rows;
        for (const QList<Value> &row : table.rows) {
            QJsonObject object;
            for (qsizetype i = 0; i < row.size(); ++i)
                object[machineKey(table.columns[i].key, table.columns[i].unit)] = jsonOf(row[i], table.columns[i].unit);
            rows.append(object);
        }
        tables[QLatin1String(table.key)] = rows;
    }
    report["figures"] = sections;
    report["tables"] = tables;
}

static QJsonObject timelineOf(const metrics::Timeline &timeline)
{
    QJsonArray received, sent;
    for (const metrics::TimelineBin &bin : timeline.bins()) {
        received.append(number(bin.messagesIn));
        sent.append(number(bin.messagesOut));
    }
    return {{"origin", timeline.origin() >= 0 ? QJsonValue(momentText(timeline.origin() * 1'000'000'000)) : QJsonValue()},
        {"bin_seconds", timeline.binSeconds()}, {"messages_received", received}, {"messages_sent", sent}};
}

QByteArray jsonReport(const ReportInput &input)
{
    const Figures figures = figuresOf(input);
    QJsonObject report{{"schema", "socketscope-report"}, {"version", jsonReportVersion}};
    addConnection(report, input, figures);
    addMessages(report, *input.run, figures);
    report["errors"] = number(figures.errors);
    report["failures"] = number(input.run->life.failures);
    report["malformed"] = number(input.run->malformed);
    report["decode_errors"] = number(input.run->decodeErrors);
    report["captured_messages"] = number(input.capture.capturedIn);
    report["captured_sent"] = number(input.capture.capturedOut);
    report["not_captured"] = number(input.capture.notCaptured);
    report["capture_problem"] = problemKey(input.capture.problem);
    report["summary"] = QJsonArray::fromStringList(input.summary);
    report["verdicts"] = QJsonArray::fromStringList(input.verdicts);
    report["timeline"] = timelineOf(input.run->timeline);
    addModel(report, modelOf(input));
    return QJsonDocument(report).toJson(QJsonDocument::Indented);
}

} // namespace reports
