// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/events.h"

#include "ui/charts/drawing.h"
#include "ui/text/format.h"

#include <QPainter>

namespace charts {

void EventsChart::read(const ChartInput &input)
{
    m_columns.update(input);
    m_names.clear();
    for (const ChartSeries &series : input.series) {
        if (series.isShown)
            m_names.push_back(nameOf(series));
    }
}

void EventsChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    if (m_names.empty())
        return;
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    const double row = size.height() / static_cast<double>(m_names.size());
    int shown = 0;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown)
            continue;
        const double middle = row * (shown++ + 0.5);
        const double height = std::min(row * 0.7, 28.0);
        painter.fillRect(QRectF(0, middle, size.width(), 1), canvas.tokens.grid);
        QColor colour = QColor::fromRgb(colourOf(input.series[i], canvas.tokens));
        colour.setAlphaF(input.series[i].isOld ? 0.45F : 1.F);
        const std::vector<series::Column> &columns = m_columns.shape(i).columns;
        double free = -1;
        for (std::size_t x = 0; x < columns.size(); ++x) {
            if (columns[x].count == 0)
                continue;
            const double left = static_cast<double>(x) / canvas.ratio;
            painter.fillRect(QRectF(left, middle - height / 2, 2, height), colour);
            // The next tick may come at any time: a text stands only where nothing followed for its length.
            const QString words = columns[x].count > 1 ? QStringLiteral("×%1").arg(columns[x].count)
                                                       : text::value(columns[x].last, 5);
            const double wide = painter.fontMetrics().horizontalAdvance(words) + 6;
            std::size_t next = x + 1;
            while (next < columns.size() && columns[next].count == 0)
                ++next;
            if (left < free || height < 12 || static_cast<double>(next) / canvas.ratio - left < wide || left + wide > size.width())
                continue;
            free = left + wide;
            painter.setPen(canvas.tokens.text2);
            painter.drawText(QRectF(left + 5, middle - height / 2, wide, height), Qt::AlignVCenter | Qt::AlignLeft, words);
        }
    }
}

} // namespace charts
