// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriescolumns.h"

namespace charts {

//! When something came: a tick for each sample, with its value where there is room. For what is rare.
class EventsChart : public Chart
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

} // namespace charts
