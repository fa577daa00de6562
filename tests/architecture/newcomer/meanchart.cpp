// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/newcomer/meanchart.h"

#include "ui/charts/drawing.h"

namespace charts {

void MeanChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Extent extent = extentOf(m_columns.shape(i));
        if (extent.isEmpty())
            continue;
        const double row = canvas.mapper().row(extent.min / 2 + extent.max / 2);
        Ink ink;
        ink.reset(canvas.plot.width());
        ink.line(0, row, canvas.plot.width() - 1, row);
        ink.paint(canvas.image, canvas.plot, inkLook(input.series[i], input, canvas));
    }
}

} // namespace charts
