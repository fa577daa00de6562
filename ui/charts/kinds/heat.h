// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriescolumns.h"

#include <QHash>

namespace charts {

//! How many samples fell where, over time and value: cells that are brighter the more they hold.
class HeatChart : public Chart
{
public:
    void read(const ChartInput &input) override { m_columns.update(input); }
    [[nodiscard]] Extent extent() const override { return m_columns.extent(); }
    [[nodiscard]] std::vector<ColumnGap> gaps() const override { return m_columns.gaps(); }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    using Cells = std::vector<quint32>; // One for each row of cells, from the top.

    Cells count(const ChartInput &input, const PlotCanvas &canvas, qint64 cell) const;

    SeriesColumns m_columns;
    QHash<qint64, Cells> m_done; // Counted cells by their place in time; they do not change any more.
    // What m_done was counted for.
    YScale m_scale;
    qint64 m_nsPerCell = 0;
    int m_rows = 0;
    quint64 m_version = 0;
};

} // namespace charts
