// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/lanes.h"

#include "ui/charts/drawing.h"

#include <QPainter>

namespace charts {

void LanesChart::read(const ChartInput &input)
{
    m_columns.update(input);
    m_names.clear();
    for (const ChartSeries &series : input.series) {
        if (series.isShown)
            m_names.push_back(nameOf(series));
    }
}

void LanesChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    if (m_names.empty())
        return;
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    const double row = size.height() / static_cast<double>(m_names.size());
    int shown = 0;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (input.series[i].isShown)
            paintLane(painter, input.series[i], m_columns.shape(i),
                {.middle = row * (shown++ + 0.5), .height = row, .width = size.width()}, canvas);
    }
}

} // namespace charts
