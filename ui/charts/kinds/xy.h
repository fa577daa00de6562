// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriescolumns.h"

namespace charts {

//! One series over another: the first along the bottom, the others up. Pairs are values at the same time, each held
//! until its next sample.
class XyChart : public Chart
{
public:
    [[nodiscard]] Axes axes() const override { return {XAxis::Values, YAxis::Values}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;
    [[nodiscard]] std::vector<AxisLabel> xLabels() const override;

private:
    struct Trace
    {
        std::size_t series;
        std::vector<std::pair<double, double>> points; // From old to new.
    };
    SeriesColumns m_columns;
    std::vector<Trace> m_traces;
    Extent m_extent; // Up.
    Extent m_across;
    YScale m_scale; // Along the bottom.
};

} // namespace charts
