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

    //! \a normalised: each curve fills the axis, so that shapes of any size compare.
    explicit LineChart(Form form, bool normalised = false) : m_form(form), m_normalised(normalised) { }

    void read(const ChartInput &input) override { m_columns.update(input); }
    [[nodiscard]] Extent extent() const override;
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return m_columns.gaps(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    void paintCurve(const ChartInput &input, const PlotCanvas &canvas, std::size_t i, bool isOnly);
    void paintPoints(const ChartInput &input, const PlotCanvas &canvas, std::size_t i) const;

    [[nodiscard]] RowMapper mapperOf(std::size_t i, const PlotCanvas &canvas) const;

    Form m_form;
    bool m_normalised;
    SeriesColumns m_columns;
    Ink m_ink; // Kept for its memory.
};

} // namespace charts
