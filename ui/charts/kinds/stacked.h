// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ink.h"
#include "ui/charts/seriescolumns.h"

namespace charts {

//! Values over time on top of each other: the upper edge is their sum. Each is held until its next sample.
class StackedChart : public Chart
{
public:
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return m_columns.gaps(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    SeriesColumns m_columns;
    std::vector<std::vector<double>> m_tops; // Of each shown series, by column; NaN where nothing is known.
    Extent m_extent;
    Ink m_ink;
};

} // namespace charts
