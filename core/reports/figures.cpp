// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/figures.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace reports {

static std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

static std::optional<double> ratio(double total, double count)
{
    return count > 0 ? finite(total / count) : std::nullopt;
}

Figures figuresOf(const ReportInput &input)
{
    const metrics::RunMetrics &run = *input.run;
    return {.currentConnections = connection::isOpen(run.life.state()) ? 1U : 0U,
        .avgConnectionMs = metrics::meanMs(run.life.connectTime),
        .avgMessageSize = ratio(static_cast<double>(run.in.bytes + run.out.bytes),
            static_cast<double>(run.in.messages() + run.out.messages())),
        .avgLatencyMs = metrics::meanMs(run.roundTrip),
        .messagesPerSecond = ratio(static_cast<double>(run.in.messages()), input.durationS),
        .reconnects = run.life.reconnects(),
        .errors = run.errors()};
}

QString stateKey(connection::State state)
{
    using connection::State;
    switch (state) {
    case State::Idle: return QStringLiteral("idle");
    case State::Resolving: return QStringLiteral("resolving");
    case State::Connecting: return QStringLiteral("connecting");
    case State::Proxy: return QStringLiteral("proxy");
    case State::Tls: return QStringLiteral("tls");
    case State::Upgrading: return QStringLiteral("upgrading");
    case State::Open: return QStringLiteral("open");
    case State::Established: return QStringLiteral("established");
    case State::Suspect: return QStringLiteral("suspect");
    case State::Closing: return QStringLiteral("closing");
    case State::Closed: return QStringLiteral("closed");
    case State::WaitingRetry: return QStringLiteral("waiting_retry");
    case State::Failed: return QStringLiteral("failed");
    case State::Paused: return QStringLiteral("paused");
    }
    return {};
}

QString bytesText(double bytes)
{
    static constexpr std::array units{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (bytes < 1024) {
        const bool whole = bytes == std::floor(bytes);
        return QString::number(bytes, 'f', whole ? 0 : 1) + QStringLiteral(" B");
    }
    std::size_t unit = 0;
    // 1023.95 would be written as 1024.0.
    for (bytes /= 1024; bytes >= 1023.95 && unit + 1 < units.size(); bytes /= 1024)
        ++unit;
    return QString::number(bytes, 'f', 1) + QLatin1Char(' ') + QLatin1String(units.at(unit));
}

QString millisecondsText(std::optional<double> ms, const QString &noSample)
{
    return ms ? QString::number(*ms, 'f', 1) + QStringLiteral(" ms") : noSample;
}

QString utcText(qint64 wallNs)
{
    return QDateTime::fromMSecsSinceEpoch(wallNs / 1'000'000, Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss'Z'"));
}

QString oneLine(const QString &foreign)
{
    QString line = foreign;
    for (QChar &c : line) {
        switch (c.category()) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph: c = QChar::ReplacementCharacter; break;
        default: break;
        }
    }
    return line;
}

} // namespace reports
