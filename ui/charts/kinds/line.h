// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ink.h"
#include "ui/charts/seriescolumns.h"

namespace charts {

//! Values over time, joined by straight lines, held until the next one (steps), filled down to the axis, or each a
//! point of its own.
class LineChart : public Chart
{
public:
    enum class Form : quint8 { Line, Step, Area, Points };

    explicit LineChart(Form form) : m_form(form) { }

    void read(const ChartInput &input) override { m_columns.update(input); }
    [[nodiscard]] Extent extent() const override;
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return m_columns.gaps(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    void paintCurve(const ChartInput &input, const PlotCanvas &canvas, std::size_t i, bool isOnly);
    void paintPoints(const ChartInput &input, const PlotCanvas &canvas, std::size_t i) const;

    Form m_form;
    SeriesColumns m_columns;
    Ink m_ink; // Kept for its memory.
};

} // namespace charts
