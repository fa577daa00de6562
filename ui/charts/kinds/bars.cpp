// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/bars.h"

#include "ui/charts/chartframe.h"
#include "ui/charts/drawing.h"
#include "ui/charts/windowsamples.h"
#include "ui/text/format.h"

#include <QPainter>

#include <cmath>

namespace charts {

void BarChart::read(const ChartInput &input)
{
    if (!m_pace.isDue(input))
        return;
    m_bars.clear();
    m_names.clear();
    const auto [from, to] = stretchOf(input);
    Extent extent;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown)
            continue;
        double sum = 0, last = std::nan("");
        quint64 count = 0;
        forEachSample(input.series[i].view, from, to, [&](const series::Sample &sample) {
            sum += sample.value;
            last = sample.value;
            ++count;
        });
        const double value = count == 0 ? std::nan("")
            : m_of == Of::Last          ? last
            : m_of == Of::Sum           ? sum
                                        : sum / static_cast<double>(count);
        m_bars.push_back({i, value});
        m_names.push_back(nameOf(input.series[i]));
        extent.add(value);
    }
    if (!extent.isEmpty())
        extent.add(0);
    m_scale = scaleFor(extent, 4);
}

std::vector<AxisLabel> BarChart::xLabels() const { return yLabels(m_scale); }

void BarChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    if (m_bars.empty())
        return;
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    const double row = size.height() / static_cast<double>(m_bars.size());
    const double low = m_scale.low, span = m_scale.high - m_scale.low;
    const auto xOf = [&](double value) { return std::clamp((value - low) / span, 0.0, 1.0) * (size.width() - 1); };
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const double top = row * static_cast<double>(i) + row * 0.15;
        const double height = std::min(row * 0.7, 28.0);
        const QRectF line(0, top + (row * 0.7 - height) / 2, size.width(), height);
        const QColor colour = QColor::fromRgb(colourOf(input.series[m_bars[i].series], canvas.tokens));
        if (std::isfinite(m_bars[i].value)) {
            const double a = xOf(0), b = xOf(m_bars[i].value);
            painter.fillRect(
                QRectF(std::min(a, b), line.top(), std::max(std::abs(b - a), 1.0), line.height()), colour);
        }
        if (row < painter.fontMetrics().height() - 2)
            continue; // No room for words.
        // Right of the bar, or inside its end when it is long.
        const QString words = text::value(m_bars[i].value, 5);
        const double wide = painter.fontMetrics().horizontalAdvance(words) + 6;
        const double end = std::isfinite(m_bars[i].value) ? std::max(xOf(0), xOf(m_bars[i].value)) : 0;
        const bool fits = end + wide < size.width();
        painter.setPen(fits ? canvas.tokens.text : canvas.tokens.ground);
        painter.drawText(QRectF(fits ? end + 4 : end - wide, line.top(), wide, line.height()),
            Qt::AlignVCenter | Qt::AlignLeft, words);
    }
}

} // namespace charts
