// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/svgchart.h"

#include "core/reports/figures.h"
#include "core/reports/model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace reports {
namespace {

constexpr double width = 720, height = 180;
constexpr double left = 64, right = 12, top = 10, bottom = 24;
constexpr double plotWidth = width - left - right, plotHeight = height - top - bottom;

struct Bar
{
    double from = 0, to = 0; //!< Shares of the width.
    double value = 0;
};
struct Line
{
    const char *cssClass;
    std::vector<std::pair<double, double>> points; //!< Share of the width, value.
};
struct Tick
{
    double at = 0; //!< Share of the width.
    QString text;
};

QByteArray svgNumber(double value) { return QByteArray::number(std::isfinite(value) ? value : 0, 'f', 1); }
QByteArray x(double share) { return svgNumber(left + plotWidth * std::clamp(share, 0.0, 1.0)); }

QByteArray escapedText(const QString &text) { return oneLine(text).toHtmlEscaped().toUtf8(); }

QByteArray svgLabel(const QByteArray &at, double y, const char *anchor, const QString &text)
{
    return "<text x=\"" + at + "\" y=\"" + svgNumber(y) + "\" text-anchor=\"" + anchor + "\">" + escapedText(text)
        + "</text>";
}

QByteArray frame(const QString &title, const QByteArray &content)
{
    return "<svg viewBox=\"0 0 " + svgNumber(width) + ' ' + svgNumber(height)
        + "\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>" + escapedText(title) + "</title>" + content
        + "</svg>";
}

//! 1, 2 or 5 times a power of ten, not below \a value.
double rounded(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= value)
            return step * power;
    }
    return 10 * power;
}

//! Grid and labels; \a text writes a value of the y axis.
QByteArray axes(double most, const std::function<QString(double)> &text, const std::vector<Tick> &ticks)
{
    QByteArray svg;
    for (int step = 0; step <= 2; ++step) {
        const double y = top + plotHeight * (1 - step / 2.0);
        svg += "<line class=\"grid\" x1=\"" + x(0) + "\" x2=\"" + x(1) + "\" y1=\"" + svgNumber(y) + "\" y2=\"" + svgNumber(y)
            + "\"/>" + svgLabel(svgNumber(left - 6), y + 4, "end", text(most * step / 2.0));
    }
    for (const Tick &tick : ticks)
        svg += svgLabel(x(tick.at), height - 6, tick.at < 0.05 ? "start" : tick.at > 0.95 ? "end" : "middle", tick.text);
    return svg;
}

QByteArray y(double value, double most)
{
    return svgNumber(top + plotHeight * (1 - std::clamp(most > 0 ? value / most : 0, 0.0, 1.0)));
}

QByteArray polyline(const Line &line, double most)
{
    QByteArray points;
    for (const auto &[share, value] : line.points)
        points += x(share) + ',' + y(value, most) + ' ';
    return QByteArray("<polyline class=\"") + line.cssClass + "\" points=\"" + points.trimmed() + "\"/>";
}

QByteArray bars(const std::vector<Bar> &all, double most)
{
    QByteArray svg;
    for (const Bar &bar : all) {
        const double from = left + plotWidth * bar.from;
        const double wide = std::max(1.0, plotWidth * (bar.to - bar.from) - 0.5);
        const double high = plotHeight * (most > 0 ? bar.value / most : 0);
        svg += "<rect class=\"bar\" x=\"" + svgNumber(from) + "\" y=\"" + svgNumber(top + plotHeight - high) + "\" width=\""
            + svgNumber(wide) + "\" height=\"" + svgNumber(high) + "\"/>";
    }
    return svg;
}

std::vector<Tick> timeTicks(const metrics::Timeline &line)
{
    const qint64 span = static_cast<qint64>(line.bins().size()) * line.binSeconds();
    return {{0.0, utcText(line.origin() * 1'000'000'000)}, {0.5, durationText(static_cast<double>(span) * 5e8)},
        {1.0, durationText(static_cast<double>(span) * 1e9)}};
}

//! The middle of bin \a place as a share of the width.
double middle(std::size_t place, std::size_t count)
{
    return (static_cast<double>(place) + 0.5) / static_cast<double>(count);
}

Chart rateChart(const metrics::RunMetrics &run, const ReportWords &words)
{
    const auto &bins = run.timeline.bins();
    const auto seconds = static_cast<double>(run.timeline.binSeconds());
    Line in{"in", {}}, out{"out", {}};
    double most = 0;
    for (std::size_t place = 0; place < bins.size(); ++place) {
        in.points.emplace_back(middle(place, bins.size()), static_cast<double>(bins[place].messagesIn) / seconds);
        out.points.emplace_back(middle(place, bins.size()), static_cast<double>(bins[place].messagesOut) / seconds);
        most = std::max({most, in.points.back().second, out.points.back().second});
    }
    most = rounded(most);
    QByteArray breaks;
    for (std::size_t place = 0; place < bins.size(); ++place) {
        if (bins[place].breaks > 0) {
            const QByteArray at = x(middle(place, bins.size()));
            breaks += "<line class=\"break\" x1=\"" + at + "\" x2=\"" + at + "\" y1=\"" + svgNumber(top) + "\" y2=\""
                + svgNumber(top + plotHeight) + "\"/>";
        }
    }
    const QString title = words.label("chart_rate");
    const auto text = [](double value) { return textOf(value, Unit::PerSecond); };
    return {title,
        frame(title, axes(most, text, timeTicks(run.timeline)) + breaks + polyline(out, most) + polyline(in, most))};
}

Chart latencyChart(const metrics::RunMetrics &run, const ReportWords &words)
{
    const auto &bins = run.timeline.bins();
    Line mean{"in", {}}, highest{"worst", {}};
    double most = 0;
    for (std::size_t place = 0; place < bins.size(); ++place) {
        if (bins[place].roundTrips == 0)
            continue;
        const double at = middle(place, bins.size());
        mean.points.emplace_back(
            at, static_cast<double>(bins[place].roundTripSumNs) / static_cast<double>(bins[place].roundTrips));
        highest.points.emplace_back(at, static_cast<double>(bins[place].roundTripMaxNs));
        most = std::max(most, highest.points.back().second);
    }
    most = rounded(most);
    const QString title = words.label("chart_latency");
    QByteArray dots;
    for (const auto &[share, value] : mean.points)
        dots += "<circle class=\"dot\" r=\"2.5\" cx=\"" + x(share) + "\" cy=\"" + y(value, most) + "\"/>";
    return {title,
        frame(title,
            axes(most, [](double value) { return durationText(value); }, timeTicks(run.timeline))
                + polyline(highest, most) + polyline(mean, most) + dots)};
}

//! How often which value came, over a logarithmic axis of 48 bars.
Chart spreadChart(const metrics::Histogram &histogram, const QString &title, Unit unit)
{
    static constexpr std::size_t barCount = 48;
    const double lowest = std::log(static_cast<double>(std::max<qint64>(1, *histogram.min())));
    const double highest = std::max(lowest + 0.1, std::log(static_cast<double>(std::max<qint64>(1, *histogram.max())) + 1));
    std::vector<Bar> all(barCount);
    for (std::size_t place = 0; place < barCount; ++place)
        all[place] = {static_cast<double>(place) / barCount, static_cast<double>(place + 1) / barCount, 0};
    double most = 0;
    histogram.forEachBucket([&](qint64 low, qint64 high, quint64 count) {
        const double value = std::log(static_cast<double>(std::max<qint64>(1, low + (high - low) / 2)));
        const double share = std::clamp((value - lowest) / (highest - lowest), 0.0, 1.0);
        Bar &bar = all[std::min(barCount - 1, static_cast<std::size_t>(share * barCount))];
        bar.value += static_cast<double>(count);
        most = std::max(most, bar.value);
    });
    most = rounded(most);
    const auto at = [&](double share) { return textOf(std::exp(lowest + share * (highest - lowest)), unit); };
    const std::vector<Tick> ticks{{0.0, at(0)}, {0.33, at(0.33)}, {0.67, at(0.67)}, {1.0, at(1)}};
    const auto text = [](double value) { return QString::number(value, 'g', 4); };
    return {title, frame(title, axes(most, text, ticks) + bars(all, most))};
}

const char *toneOf(connection::State state)
{
    using connection::State;
    if (state == State::Suspect || state == State::Closing)
        return "warn";
    if (connection::isOpen(state))
        return "good";
    if (connection::isOpening(state))
        return "busy";
    return connection::isBetweenAttempts(state) || state == State::Failed ? "bad" : "idle";
}

Chart stateChart(const metrics::RunMetrics &run, const ReportWords &words)
{
    const auto &history = run.life.history;
    const auto begin = static_cast<double>(history.front().wallNs);
    const double span = std::max(1.0, static_cast<double>(run.endedNs) - begin);
    QByteArray svg;
    for (std::size_t place = 0; place < history.size(); ++place) {
        const double from = (static_cast<double>(history[place].wallNs) - begin) / span;
        const double to = place + 1 < history.size() ? (static_cast<double>(history[place + 1].wallNs) - begin) / span : 1.0;
        svg += QByteArray("<rect class=\"") + toneOf(history[place].state) + "\" x=\"" + x(from) + "\" y=\"" + svgNumber(top)
            + "\" width=\"" + svgNumber(std::max(0.5, plotWidth * (to - from))) + "\" height=\"24\"><title>"
            + escapedText(stateKey(history[place].state)) + "</title></rect>";
    }
    const QString title = words.label("chart_states");
    svg += svgLabel(x(0), 54, "start", utcText(history.front().wallNs)) + svgLabel(x(1), 54, "end", durationText(span));
    return {title,
        "<svg viewBox=\"0 0 " + svgNumber(width) + " 64\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>"
            + escapedText(title) + "</title>" + svg + "</svg>"};
}

} // namespace

QList<Chart> chartsOf(const metrics::RunMetrics &run, const ReportWords &words)
{
    QList<Chart> charts;
    if (!run.life.history.empty())
        charts.append(stateChart(run, words));
    if (!run.timeline.bins().empty())
        charts.append(rateChart(run, words));
    if (!run.in.size.isEmpty())
        charts.append(spreadChart(run.in.size, words.label("chart_sizes"), Unit::Bytes));
    if (!run.interArrival.isEmpty())
        charts.append(spreadChart(run.interArrival, words.label("chart_inter_arrival"), Unit::Duration));
    if (!run.roundTrip.isEmpty()) {
        charts.append(latencyChart(run, words));
        charts.append(spreadChart(run.roundTrip, words.label("chart_latency_spread"), Unit::Duration));
    }
    return charts;
}

} // namespace reports
