// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ink.h"
#include "ui/charts/seriescolumns.h"

namespace charts {

//! The last value in large figures, how it changed over the window, and its curve below.
class NumberChart : public Chart
{
public:
    [[nodiscard]] Axes axes() const override { return {XAxis::Time, YAxis::None}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return {}; }
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return {}; }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    void paintOne(const ChartInput &input, const PlotCanvas &canvas, std::size_t i, const QRect &part);

    SeriesColumns m_columns;
    std::vector<double> m_last;
    Ink m_ink;
};

} // namespace charts
