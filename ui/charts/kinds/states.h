// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriescolumns.h"

namespace charts {

//! What each series is, over time: a band for as long as a value lasts. Zero and one read without colour, by height.
class StatesChart : public Chart
{
public:
    [[nodiscard]] Axes axes() const override { return {XAxis::Time, YAxis::Names}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return {}; }
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return m_columns.gaps(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;
    [[nodiscard]] std::vector<QString> names() const override { return m_names; }

private:
    SeriesColumns m_columns;
    std::vector<QString> m_names;
};

//! A stretch of columns in which one value lasts, both ends included.
struct StateRun
{
    int first = 0;
    int last = 0;
    double value = 0;
    bool isMixed = false; //!< Several values share a column: which, only a closer look tells.
    friend bool operator==(const StateRun &, const StateRun &) = default;
};

//! The runs of \a shape; nothing lasts across a gap.
[[nodiscard]] std::vector<StateRun> stateRuns(const CurveShape &shape);

} // namespace charts
