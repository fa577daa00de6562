// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QRect>

namespace charts {

//! Where the parts of a chart stand. Decided by size, font and a reserved gutter, never by the values shown.
struct ChartLayout
{
    QRect title;
    QRect legend;
    QRect yAxis; //!< The gutter at the left of the plot.
    QRect plot;
    QRect timeAxis; //!< Below the plot, as wide as the chart.
    friend bool operator==(const ChartLayout &, const ChartLayout &) = default;
};

//! \a gutter: width of the Y axis; \a legendHeight: what the legend asks for; it gives way before the plot does.
[[nodiscard]] ChartLayout layoutFor(QSize size, const QFontMetrics &metrics, int gutter, int legendHeight);

//! The gutter that holds labels of eight characters; charts grow it in steps when they need more.
[[nodiscard]] int defaultGutter(const QFontMetrics &metrics);

//! The least size at which a chart can be read.
[[nodiscard]] QSize minimumChartSize(const QFontMetrics &metrics);

} // namespace charts
