// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/chartlayout.h"
#include "ui/charts/timewindow.h"

#include <QFontMetrics>

namespace charts {

//! The distance of time labels on an axis of \a range, so that they stand at least 56 pixels apart (76 with seconds).
[[nodiscard]] Nanoseconds timeStep(const series::ColumnRange &range, double ratio, const QFontMetrics &metrics);

//! A label of the bottom axis: its text, and the middle of where it stands in logical pixels from the plot's left.
struct PlacedLabel
{
    int x = 0;
    int left = 0; //!< Of the text, inside the card.
    QString text;
};

//! The time labels of \a range, each whole inside a card of \a width pixels with its plot at \a plotLeft.
[[nodiscard]] std::vector<PlacedLabel> timeLabels(
    const series::ColumnRange &range, double ratio, const QFontMetrics &metrics, int plotLeft, int width);

//! The same for labels at parts of a plot \a plotWidth pixels wide; labels that would touch are left out.
[[nodiscard]] std::vector<PlacedLabel> partLabels(
    const std::vector<AxisLabel> &labels, const QFontMetrics &metrics, int plotLeft, int plotWidth, int width);

} // namespace charts
