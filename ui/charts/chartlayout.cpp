// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlayout.h"

#include <algorithm>

namespace charts {

ChartLayout layoutFor(QSize size, const QFontMetrics &metrics, int gutter, int legendHeight)
{
    const int line = metrics.height();
    const int pad = line / 4;
    const int titleHeight = line + 2 * pad;
    const int axisHeight = line + 2 * pad;
    const int right = std::max(line / 2, 6);
    const int room = std::max(size.height() - titleHeight - axisHeight, 2 * line);
    const int legend = std::clamp(room - 3 * line, 0, legendHeight);
    ChartLayout layout;
    layout.title = {0, 0, size.width(), titleHeight};
    layout.legend = {gutter, titleHeight, std::max(size.width() - gutter - right, 1), legend};
    const int top = titleHeight + legend + pad;
    const int plotHeight = std::max(size.height() - axisHeight - top, 2);
    layout.plot = {gutter, top, std::max(size.width() - gutter - right, 2), plotHeight};
    layout.yAxis = {0, top, gutter, plotHeight};
    layout.timeAxis = {0, top + plotHeight, size.width(), axisHeight};
    return layout;
}

int defaultGutter(const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(QStringLiteral("00 000.0")) + metrics.height();
}

QSize minimumChartSize(const QFontMetrics &metrics) { return {metrics.averageCharWidth() * 64, metrics.height() * 12}; }

} // namespace charts
