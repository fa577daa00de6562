// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/model.h"

#include "core/reports/figures.h"
#include "core/reports/modeltables.h"
#include "core/reports/modelvalues.h"

#include <QDateTime>

#include <cmath>

namespace reports {
namespace {

using metrics::RateWindow;
using metrics::RunMetrics;

Section connections(const ReportInput &input, const RunMetrics &run, const Figures &figures)
{
    const metrics::LifeCycle &life = run.life;
    const QString code = life.closes.empty() || life.closes.back().code == 0
        ? QString()
        : QString::number(life.closes.back().code);
    return {"connection",
        {{"state", Unit::Word, stateKey(life.state())}, {"attempts", Unit::Count, counted(life.attempts)},
            {"successful", Unit::Count, counted(life.opens)}, {"failed", Unit::Count, counted(life.failures)},
            {"cancelled", Unit::Count, counted(life.cancelled)}, {"current", Unit::Count, counted(figures.currentConnections)},
            {"reconnects", Unit::Count, counted(figures.reconnects)}, {"timeouts", Unit::Count, counted(life.timeouts)},
            {"uptime", Unit::Duration, nanoseconds(life.uptimeNs())},
            {"availability", Unit::Ratio, ifAny(life.availability())},
            {"last_close_code", Unit::Text, code.isEmpty() ? Value() : Value(code)},
            {"observed", Unit::Duration, input.durationS >= 0 ? Value(input.durationS * 1e9) : Value()}}};
}

Section way(const char *key, const metrics::DirectionMetrics &way, double seconds)
{
    const auto perSecond = [seconds](quint64 amount) {
        return seconds > 0 ? Value(static_cast<double>(amount) / seconds) : Value();
    };
    const auto peak = [&way](RateWindow::Span span) {
        const metrics::Peak most = way.rate.peakMessages(span);
        return most.amount > 0 ? Value(static_cast<double>(most.amount) / RateWindow::spans.at(span)) : Value();
    };
    const metrics::Peak bytes = way.rate.peakBytes(RateWindow::Second);
    return {key,
        {{"messages", Unit::Count, counted(way.messages())}, {"text", Unit::Count, counted(way.text)},
            {"binary", Unit::Count, counted(way.binary)}, {"heartbeats", Unit::Count, counted(way.heartbeats)},
            {"pings", Unit::Count, counted(way.pings)}, {"pongs", Unit::Count, counted(way.pongs)},
            {"closes", Unit::Count, counted(way.closes)}, {"bytes", Unit::Bytes, counted(way.bytes)},
            {"wire", Unit::Bytes, counted(way.wireBytes)}, {"headers", Unit::Bytes, counted(way.headerBytes)},
            {"header_share", Unit::Ratio, shareOf(way.headerBytes, way.wireBytes)},
            {"compressed", Unit::Count, counted(way.compressed)},
            {"compression_saving", Unit::Ratio,
                way.compressedPlainBytes > 0
                    ? Value(1.0
                        - static_cast<double>(way.compressedWireBytes) / static_cast<double>(way.compressedPlainBytes))
                    : Value()},
            {"rate", Unit::PerSecond, perSecond(way.messages())}, {"byte_rate", Unit::BytesPerSecond, perSecond(way.bytes)},
            {"peak_1s", Unit::PerSecond, peak(RateWindow::Second)},
            {"peak_10s", Unit::PerSecond, peak(RateWindow::TenSeconds)},
            {"peak_60s", Unit::PerSecond, peak(RateWindow::Minute)},
            {"peak_bytes", Unit::BytesPerSecond, bytes.amount > 0 ? Value(static_cast<double>(bytes.amount)) : Value()}}};
}

Section quality(const RunMetrics &run, const Figures &figures)
{
    const auto &silences = run.silences.all();
    return {"quality",
        {{"average_latency", Unit::Duration, ifAny(run.roundTrip.mean())},
            {"beats_sent", Unit::Count, counted(run.beatsSent)},
            {"beats_answered", Unit::Count, counted(run.roundTrip.count())},
            {"beats_unanswered", Unit::Count, counted(run.unanswered())},
            {"suspicions", Unit::Count, counted(run.life.suspicions)},
            {"longest_silence", Unit::Duration, silences.empty() ? Value() : nanoseconds(silences.front().amount)},
            {"gaps", Unit::Count, counted(run.life.gaps)}, {"missing", Unit::Count, counted(run.life.missing)},
            {"errors", Unit::Count, counted(figures.errors)}, {"malformed", Unit::Count, counted(run.malformed)},
            {"decode_errors", Unit::Count, counted(run.decodeErrors)}, {"dropped", Unit::Count, counted(run.dropped)}}};
}

Section capture(const ReportInput &input, const RunMetrics &run)
{
    return {"capture",
        {{"captured", Unit::Count, counted(input.capture.capturedIn)},
            {"captured_sent", Unit::Count, counted(input.capture.capturedOut)},
            {"not_captured", Unit::Count, counted(input.capture.notCaptured)}, {"rows", Unit::Count, counted(run.rows)},
            {"rows_missing", Unit::Count, counted(run.rowsMissing)},
            {"first_row", Unit::Count, counted(run.firstSeq)}, {"last_row", Unit::Count, counted(run.lastSeq)}}};
}

Section endpoint(const EndpointFacts &facts)
{
    const auto text = [](const QString &word) { return word.isEmpty() ? Value() : Value(word); };
    return {"endpoint",
        {{"peer", Unit::Text, text(facts.peer)}, {"tls", Unit::Text, text(facts.tls)},
            {"cipher", Unit::Text, text(facts.cipher)}, {"certificate", Unit::Text, text(facts.certificate)},
            {"certificate_until", Unit::Moment,
                facts.certificateUntilNs > 0 ? nanoseconds(facts.certificateUntilNs) : Value()},
            {"certificate_sha256", Unit::Text, text(facts.certificateSha256)},
            {"certificate_exception", Unit::Word, wordOf(facts.certificateException ? "yes" : "no")},
            {"subprotocol", Unit::Text, text(facts.subprotocol)}, {"compression", Unit::Text, text(facts.compression)},
            {"tcp_round_trip", Unit::Duration, facts.kernel ? Value(facts.kernel->roundTripNs) : Value()},
            {"tcp_variation", Unit::Duration, facts.kernel ? Value(facts.kernel->roundTripVariationNs) : Value()},
            {"tcp_retransmits", Unit::Count, facts.kernel ? Value(facts.kernel->retransmits) : Value()},
            {"tcp_delivery", Unit::BytesPerSecond,
                facts.kernel && facts.kernel->deliveryRate > 0
                    ? Value(static_cast<double>(facts.kernel->deliveryRate))
                    : Value()}}};
}

} // namespace

Model modelOf(const ReportInput &input)
{
    const RunMetrics &run = *input.run;
    const Figures figures = figuresOf(input);
    Model model;
    model.sections = {connections(input, run, figures), way("received", run.in, input.durationS),
        way("sent", run.out, input.durationS), quality(run, figures), capture(input, run)};
    if (input.endpoint)
        model.sections.append(endpoint(*input.endpoint));
    model.tables = tablesOf(run);
    return model;
}

QString durationText(double ns)
{
    if (!std::isfinite(ns))
        return {};
    const auto number = [](double value, const char *unit) {
        return QString::number(value, 'f', value < 100 ? 1 : 0) + QLatin1Char(' ') + QString::fromUtf8(unit);
    };
    if (ns < 999'500)
        return number(ns / 1e3, "µs");
    if (ns < 999.5e6)
        return number(ns / 1e6, "ms");
    if (ns < 59.95e9)
        return number(ns / 1e9, "s");
    const auto seconds = static_cast<qint64>(std::llround(ns / 1e9));
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return QStringLiteral("%1 min %2 s").arg(seconds / 60).arg(two(seconds % 60));
    return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(two(seconds % 3600 / 60));
}

QString momentText(qint64 wallNs)
{
    return QDateTime::fromMSecsSinceEpoch(wallNs / 1'000'000, Qt::UTC).toString(Qt::ISODateWithMs);
}

static QString numberText(double value, Unit unit)
{
    switch (unit) {
    case Unit::Bytes: return bytesText(value);
    case Unit::BytesPerSecond: return bytesText(std::round(value)) + QStringLiteral("/s");
    case Unit::Duration: return durationText(value);
    case Unit::Moment: return momentText(static_cast<qint64>(value));
    case Unit::PerSecond: return QString::number(value, 'f', value < 100 ? 1 : 0) + QStringLiteral(" /s");
    case Unit::Ratio: return QString::number(100 * value, 'f', value > 0.99 && value < 1 ? 3 : 1) + QStringLiteral(" %");
    case Unit::Count:
    case Unit::Text:
    case Unit::Word: break;
    }
    return QString::number(value, 'f', value == std::floor(value) ? 0 : 1);
}

QString textOf(const Value &value, Unit unit, const ReportWords &words)
{
    if (const auto *text = std::get_if<QString>(&value))
        return unit == Unit::Word ? words.label(text->toLatin1().constData()) : oneLine(*text);
    if (const auto *whole = std::get_if<quint64>(&value))
        return unit == Unit::Count ? QString::number(*whole) : numberText(static_cast<double>(*whole), unit);
    const auto *number = std::get_if<double>(&value);
    return number && std::isfinite(*number) ? numberText(*number, unit) : words.noSample;
}

QString machineKey(const char *key, Unit unit)
{
    const QString name = QString::fromLatin1(key);
    switch (unit) {
    case Unit::Bytes: return name.endsWith(QLatin1String("bytes")) ? name : name + QStringLiteral("_bytes");
    case Unit::BytesPerSecond: return name + QStringLiteral("_bytes_per_second");
    case Unit::Duration: return name + QStringLiteral("_seconds");
    case Unit::PerSecond: return name + QStringLiteral("_per_second");
    case Unit::Ratio: return name + QStringLiteral("_ratio");
    case Unit::Count:
    case Unit::Moment:
    case Unit::Text:
    case Unit::Word: break;
    }
    return name;
}

Value machineValue(const Value &value, Unit unit)
{
    const auto *number = std::get_if<double>(&value);
    if (!number)
        return value;
    if (!std::isfinite(*number))
        return {};
    if (unit == Unit::Duration)
        return *number / 1e9;
    return unit == Unit::Moment ? Value(momentText(static_cast<qint64>(*number))) : value;
}

} // namespace reports
