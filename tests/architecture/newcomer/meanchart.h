// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriescolumns.h"

namespace charts {

//! The middle of what each series reaches in view, as a level line.
class MeanChart : public Chart
{
public:
    void read(const ChartInput &input) override { m_columns.update(input); }
    [[nodiscard]] Extent extent() const override { return m_columns.extent(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    SeriesColumns m_columns;
};

} // namespace charts
