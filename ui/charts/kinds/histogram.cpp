// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/histogram.h"

#include "ui/charts/chartframe.h"
#include "ui/charts/drawing.h"
#include "ui/charts/windowsamples.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace charts {

void HistogramChart::read(const ChartInput &input)
{
    if (!m_pace.isDue(input))
        return;
    const auto [from, to] = stretchOf(input);
    Extent extent;
    for (const ChartSeries &series : input.series) {
        if (series.isShown)
            forEachSample(series.view, from, to, [&](const series::Sample &sample) { extent.add(sample.value); });
    }
    m_scale = scaleFor(extent, 5, m_logarithmic ? ScaleKind::Log : ScaleKind::Linear);
    const double low = m_scale.position(m_scale.low);
    const double span = m_scale.position(m_scale.high) - low;
    m_counts.assign(input.series.size(), std::vector<quint64>(bins, 0));
    std::vector<quint64> together(bins * 25, 0); // Finer, for the quantiles.
    m_all = 0;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown)
            continue;
        forEachSample(input.series[i].view, from, to, [&](const series::Sample &sample) {
            const double part = std::clamp((m_scale.position(sample.value) - low) / span, 0.0, 1.0 - 1e-12);
            ++m_counts[i][static_cast<std::size_t>(part * bins)];
            ++together[static_cast<std::size_t>(part * static_cast<double>(together.size()))];
            ++m_all;
        });
    }
    const auto quantile = [&](double share) {
        quint64 seen = 0;
        for (std::size_t bin = 0; bin < together.size(); ++bin) {
            seen += together[bin];
            if (static_cast<double>(seen) >= share * static_cast<double>(m_all))
                return m_scale.valueAt((static_cast<double>(bin) + 0.5) / static_cast<double>(together.size()));
        }
        return 0.0;
    };
    m_median = quantile(0.5);
    m_p99 = quantile(0.99);
}

Extent HistogramChart::extent() const
{
    Extent extent;
    for (const auto &series : m_counts) {
        for (const quint64 count : series)
            extent.add(static_cast<double>(count));
    }
    extent.add(0);
    return m_all > 0 ? extent : Extent{};
}

std::vector<AxisLabel> HistogramChart::xLabels() const
{
    return m_all > 0 ? yLabels(m_scale) : std::vector<AxisLabel>();
}

void HistogramChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    if (m_all == 0 || m_counts.size() != input.series.size())
        return;
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    const RowMapper mapper = canvas.mapper();
    const double wide = size.width() / bins;
    const double base = size.height();
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        QColor fill = QColor::fromRgb(colourOf(input.series[i], canvas.tokens));
        fill.setAlphaF(0.6F);
        for (int bin = 0; bin < bins; ++bin) {
            const quint64 count = m_counts[i][static_cast<std::size_t>(bin)];
            if (count == 0)
                continue;
            const double top = std::min(mapper.row(static_cast<double>(count)) / canvas.ratio, base - 1);
            painter.fillRect(QRectF(bin * wide + 0.5, top, wide - 1, base - top), fill);
        }
    }
    const double low = m_scale.position(m_scale.low);
    const double span = m_scale.position(m_scale.high) - low;
    for (const auto &[name, value] : {std::pair(QCoreApplication::translate("Histogram", "median"), m_median),
             std::pair(QStringLiteral("p99"), m_p99)}) {
        const double x = (m_scale.position(value) - low) / span * (size.width() - 1);
        painter.setPen(QPen(canvas.tokens.text, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, 0), QPointF(x, base));
        const QString words = QStringLiteral("%1 %2").arg(name, text::value(value, 4));
        const double room = painter.fontMetrics().horizontalAdvance(words) + 4;
        const double left = x + 4 + room < size.width() ? x + 4 : x - room;
        painter.setPen(canvas.tokens.text2);
        painter.drawText(QPointF(left, painter.fontMetrics().ascent() + (name == QStringLiteral("p99") ? 14 : 0)), words);
    }
}

} // namespace charts
