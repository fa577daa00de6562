// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/events.h"

#include "ui/charts/drawing.h"
#include "ui/text/format.h"

#include <QPainter>

namespace charts {

void EventsChart::paintLane(QPainter &painter, const ChartSeries &series, const CurveShape &shape, const Lane &lane,
    const PlotCanvas &canvas) const
{
    const double height = std::min(lane.height * 0.7, 28.0);
    painter.fillRect(QRectF(0, lane.middle, lane.width, 1), canvas.tokens.grid);
    QColor colour = QColor::fromRgb(colourOf(series, canvas.tokens));
    colour.setAlphaF(series.isOld ? 0.45F : 1.F);
    const auto &columns = shape.columns;
    double free = -1;
    for (std::size_t x = 0; x < columns.size(); ++x) {
        if (columns[x].count == 0)
            continue;
        const double left = static_cast<double>(x) / canvas.ratio;
        painter.fillRect(QRectF(left, lane.middle - height / 2, 2, height), colour);
        // The next tick may come at any time: a text stands only where nothing followed for its length.
        const QString words = columns[x].count > 1 ? QStringLiteral("×%1").arg(columns[x].count)
                                                   : text::value(columns[x].last, 5);
        const double wide = painter.fontMetrics().horizontalAdvance(words) + 6;
        std::size_t next = x + 1;
        while (next < columns.size() && columns[next].count == 0)
            ++next;
        if (left < free || height < 12 || static_cast<double>(next) / canvas.ratio - left < wide || left + wide > lane.width)
            continue;
        free = left + wide;
        painter.setPen(canvas.tokens.text2);
        painter.drawText(QRectF(left + 5, lane.middle - height / 2, wide, height), Qt::AlignVCenter | Qt::AlignLeft, words);
    }
}

} // namespace charts
