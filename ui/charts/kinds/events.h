// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/lanes.h"

namespace charts {

//! When something came: a tick for each sample, with its value where there is room. For what is rare.
class EventsChart : public LanesChart
{
protected:
    void paintLane(QPainter &painter, const ChartSeries &series, const CurveShape &shape, const Lane &lane,
        const PlotCanvas &canvas) const override;
};

} // namespace charts
