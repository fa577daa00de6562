// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/line.h"

#include "ui/charts/drawing.h"
#include "ui/charts/theme.h"

#include <algorithm>
#include <cmath>

namespace charts {

Extent LineChart::extent() const
{
    Extent extent = m_columns.extent(m_form == Form::Step);
    if (m_normalised && !extent.isEmpty())
        return {0, 100};
    if (m_form == Form::Area && !extent.isEmpty())
        extent.add(0); // An area says how much: it begins at nothing.
    return extent;
}

RowMapper LineChart::mapperOf(std::size_t i, const PlotCanvas &canvas) const
{
    if (!m_normalised)
        return canvas.mapper();
    const Extent own = extentOf(m_columns.shape(i), m_form == Form::Step);
    if (own.isEmpty() || !(own.max - own.min > 0) || !std::isfinite(own.max - own.min))
        return {scaleFor(own, 2), canvas.plot.height()};
    return {{.low = own.min, .high = own.max, .step = own.max - own.min}, canvas.plot.height()};
}

void LineChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    const auto shown = std::ranges::count_if(input.series, &ChartSeries::isShown);
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown)
            continue;
        if (m_form == Form::Points)
            paintPoints(input, canvas, i);
        else
            paintCurve(input, canvas, i, shown == 1);
    }
}

void LineChart::paintCurve(const ChartInput &input, const PlotCanvas &canvas, std::size_t i, bool isOnly)
{
    const ChartSeries &series = input.series[i];
    const CurveShape &shape = m_columns.shape(i);
    const RowMapper mapper = mapperOf(i, canvas);
    const bool isHeld = m_form == Form::Step;
    m_ink.add(shape, mapper, isHeld);
    const QRgb colour = colourOf(series, canvas.tokens);
    if (m_form == Form::Area)
        m_ink.fill(canvas.image, canvas.plot, colour, isOnly ? 0.3 : 0.2, mapper.row(0));
    else if (isOnly)
        m_ink.fill(canvas.image, canvas.plot, colour, 0.08, canvas.plot.height() - 1);
    m_ink.paint(canvas.image, canvas.plot, inkLook(series, input, canvas));
    if (const auto end = endOf(shape, isHeld); end && series.curve.colour < colouredSlots)
        paintEndDot(canvas.image, pointIn(canvas, static_cast<double>(end->x), mapper.row(end->value)), canvas.ratio, colour,
            canvas.tokens.card.rgb(), series.isOld || isDashed(series.curve.colour));
}

void LineChart::paintPoints(const ChartInput &input, const PlotCanvas &canvas, std::size_t i) const
{
    const RowMapper mapper = mapperOf(i, canvas);
    const QRgb colour = colourOf(input.series[i], canvas.tokens);
    const auto point = [&](std::size_t x, double value) {
        const double row = mapper.row(value);
        if (row >= -1 && row <= canvas.plot.height())
            paintDisc(canvas.image, pointIn(canvas, static_cast<double>(x), row), 1.75 * canvas.ratio, colour, 0.85);
    };
    // Of many samples in a column all others lie between these.
    const std::vector<series::Column> &columns = m_columns.shape(i).columns;
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const series::Column &column = columns[x];
        if (column.count == 0)
            continue;
        point(x, column.first);
        if (column.count > 1)
            point(x, column.last);
        if (column.min < std::min(column.first, column.last))
            point(x, column.min);
        if (column.max > std::max(column.first, column.last))
            point(x, column.max);
    }
}

} // namespace charts
