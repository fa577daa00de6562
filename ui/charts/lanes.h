// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriescolumns.h"

class QPainter;

namespace charts {

//! What the kinds share that give each series a lane of its own, with its name in place of an axis of values.
class LanesChart : public Chart
{
public:
    [[nodiscard]] Axes axes() const override { return {XAxis::Time, YAxis::Names}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return {}; }
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return m_columns.gaps(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;
    [[nodiscard]] std::vector<QString> names() const override { return m_names; }

protected:
    //! Where a series is drawn, in logical pixels of the plot.
    struct Lane
    {
        double middle = 0;
        double height = 0;
        double width = 0;
    };
    //! Draws \a series, whose columns are \a shape, into its \a lane.
    virtual void paintLane(QPainter &painter, const ChartSeries &series, const CurveShape &shape, const Lane &lane,
        const PlotCanvas &canvas) const = 0;

private:
    SeriesColumns m_columns;
    std::vector<QString> m_names;
};

} // namespace charts
