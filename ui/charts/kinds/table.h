// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ink.h"
#include "ui/charts/pace.h"
#include "ui/charts/seriescolumns.h"

namespace charts {

//! The last value of each series with its age, its rate and a small curve.
class TableChart : public Chart
{
public:
    [[nodiscard]] Axes axes() const override { return {XAxis::None, YAxis::None}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return {}; }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    struct Row
    {
        std::size_t series;
        QString value;
        QString age;
        QString rate;
    };
    SeriesColumns m_columns;
    Pace m_pace;
    std::vector<Row> m_rows;
    Ink m_ink;
};

} // namespace charts
