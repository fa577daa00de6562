// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/lanes.h"

namespace charts {

//! What each series is, over time: a band for as long as a value lasts. Zero and one read without colour, by height.
class StatesChart : public LanesChart
{
protected:
    void paintLane(QPainter &painter, const ChartSeries &series, const CurveShape &shape, const Lane &lane,
        const PlotCanvas &canvas) const override;
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
