// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/gauge.h"

#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timewindow.h"
#include "ui/text/format.h"

#include <QPainter>

#include <cmath>

namespace charts {

void GaugeChart::read(const ChartInput &input)
{
    m_scales.resize(input.series.size());
    m_dials.clear();
    for (std::size_t i = 0; i < input.series.size() && m_dials.size() < 8; ++i) {
        const ChartSeries &series = input.series[i];
        if (!series.isShown)
            continue;
        Extent extent = recentExtent(series.view);
        if (!extent.isEmpty() && extent.min >= 0 && extent.min < extent.max / 2)
            extent.add(0);
        m_scales[i] = nextScale(m_scales[i], extent, 4);
        const auto last = sampleAtOrBefore(series.view, timeAt(input.columns, input.columns.count) - 1);
        m_dials.push_back({i, last ? last->value : std::nan(""), m_scales[i]});
    }
}

void GaugeChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    if (m_dials.empty())
        return;
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    painter.setRenderHint(QPainter::Antialiasing);
    // As many as can be read; the others wait for a wider card.
    constexpr double leastWide = 68;
    const auto shown = std::clamp<std::size_t>(static_cast<std::size_t>(size.width() / leastWide), 1, m_dials.size());
    const double wide = size.width() / static_cast<double>(shown);
    for (std::size_t k = 0; k < shown; ++k) {
        const Dial &dial = m_dials[k];
        const ChartSeries &series = input.series[dial.series];
        const double radius = std::max(std::min(wide / 2 - 14, (size.height() - 16) / 1.5), 8.0);
        const QPointF centre(wide * (static_cast<double>(k) + 0.5), (size.height() - 1.5 * radius) / 2 + radius);
        const QRectF arc(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
        const double thick = std::clamp(radius / 6, 4.0, 14.0);
        constexpr int from = 210 * 16, whole = -240 * 16;
        painter.setPen(QPen(canvas.tokens.line2, thick, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(arc, from, whole);
        const double span = dial.scale.high - dial.scale.low;
        if (std::isfinite(dial.value)) {
            const double part = std::clamp((dial.value - dial.scale.low) / span, 0.0, 1.0);
            QColor colour = QColor::fromRgb(colourOf(series, canvas.tokens));
            colour.setAlphaF(series.isOld ? 0.45F : 1.F);
            painter.setPen(QPen(colour, thick, Qt::SolidLine, Qt::FlatCap));
            painter.drawArc(arc, from, static_cast<int>(whole * part));
        }
        const QFont large = sized(canvas.font, radius > 60 ? 28 : radius > 36 ? 20 : 13, QFont::DemiBold);
        const QString value = text::value(dial.value, 5);
        const double words = drawFigures(nullptr, large, {}, value);
        painter.setPen(series.isOld ? canvas.tokens.text3 : canvas.tokens.text);
        drawFigures(&painter, large, QPointF(centre.x() - words / 2, centre.y() + QFontMetricsF(large).capHeight() / 2), value);
        painter.setFont(canvas.font);
        painter.setPen(canvas.tokens.text3);
        const QFontMetrics metrics(canvas.font);
        if (radius > 44) {
            // Inside the opening, between the ends of the arc.
            const double foot = centre.y() + radius * 0.5 - metrics.height() + thick / 2;
            const double room = radius * 0.75 - thick;
            painter.drawText(QRectF(centre.x() - room, foot, room, metrics.height()), Qt::AlignLeft, text::value(dial.scale.low, 4));
            painter.drawText(QRectF(centre.x(), foot, room, metrics.height()), Qt::AlignRight, text::value(dial.scale.high, 4));
        }
        if (m_dials.size() > 1)
            painter.drawText(QRectF(centre.x() - wide / 2, centre.y() + QFontMetricsF(large).height() * 0.6, wide, metrics.height()),
                Qt::AlignCenter, metrics.elidedText(nameOf(series), Qt::ElideMiddle, static_cast<int>(radius * 1.4)));
    }
}

} // namespace charts
