// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/xaxis.h"

#include "ui/charts/timeticks.h"

#include <algorithm>

namespace charts {
namespace {

constexpr int cardEdge = 4;

PlacedLabel placed(int x, const QString &text, const QFontMetrics &metrics, int plotLeft, int width)
{
    const int wide = metrics.horizontalAdvance(text);
    const int last = std::max(width - cardEdge - wide, cardEdge);
    return {x, std::clamp(plotLeft + x - wide / 2, cardEdge, last), text};
}

} // namespace

Nanoseconds timeStep(const series::ColumnRange &range, double ratio, const QFontMetrics &metrics)
{
    const double nsPerPixel = static_cast<double>(range.nsPerColumn) * ratio;
    const auto stepFor = [&](const QString &label) {
        const int apart = std::max(metrics.horizontalAdvance(label) + 20, label.size() > 5 ? 76 : 56);
        return tickStep(Nanoseconds(static_cast<qint64>(nsPerPixel * apart)));
    };
    // The label depends on the step and the step on the label's width: twice is enough.
    return stepFor(widestTickLabel(stepFor(QStringLiteral("00:00:00"))));
}

std::vector<PlacedLabel> timeLabels(
    const series::ColumnRange &range, double ratio, const QFontMetrics &metrics, int plotLeft, int width)
{
    std::vector<PlacedLabel> labels;
    const Nanoseconds step = timeStep(range, ratio, metrics);
    for (const qint64 tick : tickTimes(timeAt(range, 0), timeAt(range, range.count) - 1, step)) {
        const int x = static_cast<int>(static_cast<double>(columnAt(range, tick)) / ratio);
        const QString text = tickLabel(tick, step);
        const int half = metrics.horizontalAdvance(text) / 2;
        // One that is coming in or going out appears when its middle fits, so that it does not stick to the edge.
        if (plotLeft + x - half >= cardEdge && plotLeft + x + half <= width - cardEdge)
            labels.push_back(placed(x, text, metrics, plotLeft, width));
    }
    return labels;
}

std::vector<PlacedLabel> partLabels(
    const std::vector<AxisLabel> &labels, const QFontMetrics &metrics, int plotLeft, int plotWidth, int width)
{
    std::vector<PlacedLabel> all;
    int free = 0;
    for (const AxisLabel &label : labels) {
        const PlacedLabel one
            = placed(static_cast<int>(label.at * (plotWidth - 1)), label.text, metrics, plotLeft, width);
        if (!all.empty() && one.left < free)
            continue;
        free = one.left + metrics.horizontalAdvance(label.text) + 8;
        all.push_back(one);
    }
    return all;
}

} // namespace charts
