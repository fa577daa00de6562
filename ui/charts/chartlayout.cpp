// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlayout.h"

#include <algorithm>

namespace charts {
namespace {

constexpr int headerHeight = 32;
constexpr int axisHeight = 20;
constexpr int side = 12;
constexpr int least = 24; // Of the height of a plot.

} // namespace

ChartLayout layoutFor(QSize size, const LayoutNeeds &needs)
{
    const int below = (needs.hasBottomAxis ? axisHeight : 10) + needs.tableHeight;
    const int room = size.height() - headerHeight - below - plotMargin;
    const int legend = std::clamp(room - 2 * least, 0, needs.legendHeight);
    ChartLayout layout;
    layout.header = {side, 0, std::max(size.width() - 2 * side, 1), headerHeight};
    layout.legend = {side, headerHeight, layout.header.width(), legend};
    const int top = headerHeight + legend + plotMargin;
    const int left = std::max(needs.gutter, side);
    const int right = side + 4; // The halo of an end dot, and a label's half.
    layout.plot = {left, top, std::max(size.width() - left - right, 2), std::max(size.height() - below - top, 2)};
    layout.yAxis = {0, top, needs.gutter, layout.plot.height()};
    layout.bottomAxis
        = {0, layout.plot.bottom() + 1, size.width(), needs.hasBottomAxis ? axisHeight : 0};
    layout.table = {side, size.height() - needs.tableHeight, layout.header.width(), std::max(needs.tableHeight - 6, 0)};
    return layout;
}

int gutterFor(int label)
{
    const int needed = label + side + 6;
    for (const int width : {44, 56, 68, 80}) {
        if (needed <= width)
            return width;
    }
    return std::min((needed + 11) / 12 * 12, 128);
}

} // namespace charts
