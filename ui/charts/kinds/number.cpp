// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/number.h"

#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timewindow.h"
#include "ui/text/format.h"

#include <QPainter>

#include <cmath>

namespace charts {

void NumberChart::read(const ChartInput &input)
{
    m_columns.update(input);
    m_last.clear();
    for (const ChartSeries &series : input.series) {
        const auto last = sampleAtOrBefore(series.view, timeAt(input.columns, input.columns.count) - 1);
        m_last.push_back(last ? last->value : std::nan(""));
    }
}

void NumberChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < input.series.size() && shown.size() < 6; ++i) {
        if (input.series[i].isShown)
            shown.push_back(i);
    }
    if (shown.empty())
        return;
    const int height = canvas.plot.height() / static_cast<int>(shown.size());
    for (std::size_t k = 0; k < shown.size(); ++k)
        paintOne(input, canvas, shown[k],
            {canvas.plot.x(), canvas.plot.y() + static_cast<int>(k) * height, canvas.plot.width(), height});
}

void NumberChart::paintOne(const ChartInput &input, const PlotCanvas &canvas, std::size_t i, const QRect &part)
{
    const ChartSeries &series = input.series[i];
    const double height = part.height() / canvas.ratio;
    const int size = height >= 120 ? 36 : height >= 56 ? 28 : 15;
    const bool isBeside = height < 56; // Figures left, curve right.
    const QFont large = sized(canvas.font, size, QFont::DemiBold);
    const double words = QFontMetricsF(large).height();
    QRect curve = part;
    if (isBeside)
        curve.setLeft(part.left() + part.width() / 2);
    else
        curve.setTop(part.top() + qRound((words + 6) * canvas.ratio));
    const CurveShape &shape = m_columns.shape(i);
    const Extent extent = extentOf(shape);
    if (curve.height() > 8 && !extent.isEmpty()) {
        const YScale scale = scaleFor(extent, 3);
        const RowMapper mapper(scale, curve.height());
        m_ink.add(shape, mapper);
        const QRgb colour = colourOf(series, canvas.tokens);
        m_ink.fill(canvas.image, curve, colour, 0.12, curve.height() - 1);
        m_ink.paint(canvas.image, curve, inkLook(series, input, canvas));
        if (const auto end = endOf(shape); end && !isBeside)
            paintEndDot(canvas.image, {curve.x() + static_cast<double>(end->x), curve.y() + mapper.row(end->value)},
                canvas.ratio, colour, canvas.tokens.card.rgb(), series.isOld);
    }
    QPainter painter(&canvas.image);
    painter.translate(part.topLeft());
    painter.scale(canvas.ratio, canvas.ratio);
    painter.setPen(series.isOld ? canvas.tokens.text3 : canvas.tokens.text);
    const QFontMetricsF metrics(large);
    const double baseline = isBeside ? (height + metrics.capHeight()) / 2 : metrics.ascent();
    const QString value = text::value(m_last[i], 6);
    const double wide = drawFigures(&painter, large, QPointF(2, baseline), value);
    // How it changed since the left edge.
    const std::optional<OuterPoint> before = shape.before;
    double first = before ? before->value : std::nan("");
    for (std::size_t x = 0; x < shape.columns.size() && std::isnan(first); ++x) {
        if (shape.columns[x].count > 0)
            first = shape.columns[x].first;
    }
    const double change = (m_last[i] - first) / std::abs(first) * 100;
    painter.setFont(sized(canvas.font, 12));
    const double room = (isBeside ? part.width() / 2 : part.width()) / canvas.ratio - wide - 12;
    QString trend;
    if (std::isfinite(change))
        trend = (change >= 0 ? QStringLiteral("↑ ") : QStringLiteral("↓ ")) + text::value(std::abs(change), 2)
            + QStringLiteral(" %");
    if (!series.curve.name.isEmpty())
        trend = trend.isEmpty() ? nameOf(series) : nameOf(series) + QStringLiteral("  ") + trend;
    painter.setPen(canvas.tokens.text2);
    painter.drawText(QPointF(wide + 12, baseline), painter.fontMetrics().elidedText(trend, Qt::ElideRight, static_cast<int>(room)));
}

} // namespace charts
