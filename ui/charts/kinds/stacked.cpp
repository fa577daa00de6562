// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/stacked.h"

#include "ui/charts/drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace charts {
namespace {

//! What \a shape says in each column: its last value there, held until the next.
std::vector<double> heldValues(const CurveShape &shape)
{
    std::vector<double> values(shape.columns.size(), std::numeric_limits<double>::quiet_NaN());
    double held = shape.before ? shape.before->value : values.empty() ? 0 : values.front();
    const auto last = shape.holdTo.value_or(static_cast<qint64>(values.size()) - 1);
    for (std::size_t x = 0; x < values.size(); ++x) {
        const series::Column &column = shape.columns[x];
        if (breaksLine(column))
            held = std::numeric_limits<double>::quiet_NaN();
        if (column.count > 0)
            held = column.last;
        values[x] = static_cast<qint64>(x) <= last ? held : std::numeric_limits<double>::quiet_NaN();
        if (column.gapAfter)
            held = std::numeric_limits<double>::quiet_NaN();
    }
    return values;
}

} // namespace

void StackedChart::read(const ChartInput &input)
{
    m_columns.update(input);
    m_tops.clear();
    m_extent = {};
    std::vector<double> sum(static_cast<std::size_t>(std::max(input.columns.count, 0)),
        std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown)
            continue;
        const std::vector<double> values = heldValues(m_columns.shape(i));
        for (std::size_t x = 0; x < sum.size() && x < values.size(); ++x) {
            if (std::isfinite(values[x]))
                sum[x] = (std::isnan(sum[x]) ? 0 : sum[x]) + values[x];
            m_extent.add(sum[x]);
        }
        m_tops.push_back(sum);
    }
    if (!m_extent.isEmpty())
        m_extent.add(0);
}

void StackedChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    const RowMapper mapper = canvas.mapper();
    std::vector<double> below(static_cast<std::size_t>(canvas.plot.width()), mapper.row(0));
    std::size_t shown = 0;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown || shown >= m_tops.size())
            continue;
        const std::vector<double> &tops = m_tops[shown++];
        const QRgb colour = colourOf(input.series[i], canvas.tokens);
        const int width = std::min(canvas.plot.width(), static_cast<int>(tops.size()));
        m_ink.reset(canvas.plot.width());
        int penX = -1; // None yet.
        double penRow = 0;
        for (int x = 0; x < width; ++x) {
            const double top = tops[static_cast<std::size_t>(x)];
            if (!std::isfinite(top)) {
                penX = -1;
                continue;
            }
            const double row = mapper.row(top);
            tintColumn(canvas, x, row, below[static_cast<std::size_t>(x)], colour, canvas.tokens.dark ? 0.42 : 0.5);
            if (penX >= 0)
                m_ink.line(penX, penRow, x, row);
            m_ink.box(x, row, row);
            penX = x;
            penRow = row;
            below[static_cast<std::size_t>(x)] = row;
        }
        m_ink.paint(canvas.image, canvas.plot, {.colour = colour, .pen = canvas.pen()});
    }
}

} // namespace charts
