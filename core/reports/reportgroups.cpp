// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/reportgroups.h"

#include "core/reports/figures.h"

namespace reports {

static QString count(quint64 value) { return QString::number(value); }

QList<ReportGroup> guideGroups(const ReportInput &input)
{
    const Figures figures = figuresOf(input);
    const ReportWords &words = input.words;
    const connection::Status &status = input.status;
    const metrics::Snapshot &metrics = input.metrics;
    const QString size = figures.avgMessageSize ? bytesText(*figures.avgMessageSize) : words.noSample;
    return {
        {words.connections,
            {{words.attempts, count(status.attempts)}, {words.successful, count(status.opens)},
                {words.failed, count(status.failures)}, {words.current, count(figures.currentConnections)},
                {words.avgConnectionTime, millisecondsText(figures.avgConnectionMs, words.noSample)}}},
        {words.messages,
            {{words.sent, count(metrics.messagesOut)}, {words.received, count(metrics.messagesIn)},
                {words.bytesSent, bytesText(static_cast<double>(metrics.bytesOut))},
                {words.bytesReceived, bytesText(static_cast<double>(metrics.bytesIn))}, {words.avgMessageSize, size},
                {words.avgLatency, millisecondsText(figures.avgLatencyMs, words.noSample)}}},
        {words.errorsTitle,
            {{words.errors, count(figures.errors)}, {words.reconnects, count(figures.reconnects)},
                {words.timeouts, count(status.timeouts)}}},
    };
}

QList<ReportLine> aboutLines(const ReportInput &input)
{
    const ReportWords &words = input.words;
    const QString state = words.stateName.isEmpty() ? stateKey(input.status.state) : words.stateName;
    return {{words.address, oneLine(input.url)}, {words.started, utcText(input.startedWallNs)},
        {words.duration, QString::number(input.durationS, 'f', 1) + QStringLiteral(" s")}, {words.state, state}};
}

ReportGroup captureGroup(const ReportInput &input)
{
    const ReportWords &words = input.words;
    return {words.captureTitle,
        {{words.captured, count(input.capture.capturedIn)}, {words.capturedSent, count(input.capture.capturedOut)},
            {words.notCaptured, count(input.capture.notCaptured)}}};
}

} // namespace reports
