// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/reportgroups.h"

#include "core/reports/figures.h"

namespace reports {

static QString count(quint64 value) { return QString::number(value); }

QList<ReportGroup> guideGroups(const ReportInput &input)
{
    const Figures figures = figuresOf(input);
    const ReportWords &words = input.words;
    const metrics::RunMetrics &run = *input.run;
    const QString size = figures.avgMessageSize ? bytesText(*figures.avgMessageSize) : words.noSample;
    const auto messages = [&words](quint64 value) { return count(value) + words.messagesUnit; };
    const auto times = [&words](quint64 value) { return count(value) + words.timesUnit; };
    return {
        {words.connections,
            {{words.attempts, count(run.life.attempts)}, {words.successful, count(run.life.opens)},
                {words.failed, count(run.life.failures)}, {words.current, count(figures.currentConnections)},
                {words.avgConnectionTime, millisecondsText(figures.avgConnectionMs, words.noSample)}}},
        {words.messages,
            {{words.sent, messages(run.out.messages())}, {words.received, messages(run.in.messages())},
                {words.bytesSent, bytesText(static_cast<double>(run.out.bytes))},
                {words.bytesReceived, bytesText(static_cast<double>(run.in.bytes))}, {words.avgMessageSize, size},
                {words.avgLatency, millisecondsText(figures.avgLatencyMs, words.noSample)}}},
        {words.errorsTitle,
            {{words.errors, times(figures.errors)}, {words.reconnects, times(figures.reconnects)},
                {words.timeouts, times(run.life.timeouts)}}},
    };
}

QList<ReportLine> aboutLines(const ReportInput &input)
{
    const ReportWords &words = input.words;
    const QString state = words.stateName.isEmpty() ? stateKey(input.run->life.state()) : words.stateName;
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
