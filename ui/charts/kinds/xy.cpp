// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/xy.h"

#include "ui/charts/chartframe.h"
#include "ui/charts/drawing.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace charts {

void XyChart::read(const ChartInput &input)
{
    m_columns.update(input);
    m_traces.clear();
    m_extent = m_across = {};
    std::optional<std::size_t> base;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (!input.series[i].isShown)
            continue;
        if (!base) {
            base = i;
            continue;
        }
        Trace trace{i, {}};
        const CurveShape &across = m_columns.shape(*base);
        const CurveShape &up = m_columns.shape(i);
        double x = across.before ? across.before->value : std::nan("");
        double y = up.before ? up.before->value : std::nan("");
        for (std::size_t column = 0; column < up.columns.size() && column < across.columns.size(); ++column) {
            const bool isNew = across.columns[column].count > 0 || up.columns[column].count > 0;
            if (across.columns[column].count > 0)
                x = across.columns[column].last;
            if (up.columns[column].count > 0)
                y = up.columns[column].last;
            if (!isNew || !std::isfinite(x) || !std::isfinite(y))
                continue;
            trace.points.emplace_back(x, y);
            m_across.add(x);
            m_extent.add(y);
        }
        m_traces.push_back(std::move(trace));
    }
    m_scale = nextScale(m_scale, m_across, 5);
}

std::vector<AxisLabel> XyChart::xLabels() const
{
    return m_across.isEmpty() ? std::vector<AxisLabel>() : yLabels(m_scale);
}

void XyChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    const RowMapper mapper = canvas.mapper();
    const double low = m_scale.low, span = m_scale.high - m_scale.low;
    for (const Trace &trace : m_traces) {
        const QRgb colour = colourOf(input.series[trace.series], canvas.tokens);
        for (std::size_t i = 0; i < trace.points.size(); ++i) {
            const double x = (trace.points[i].first - low) / span * (size.width() - 1) * canvas.ratio;
            const double age = static_cast<double>(i + 1) / static_cast<double>(trace.points.size());
            paintDisc(canvas.image, pointIn(canvas, x, mapper.row(trace.points[i].second)), 1.75 * canvas.ratio, colour,
                0.25 + 0.6 * age);
        }
        if (!trace.points.empty()) {
            const double x = (trace.points.back().first - low) / span * (size.width() - 1) * canvas.ratio;
            paintEndDot(canvas.image, pointIn(canvas, x, mapper.row(trace.points.back().second)), canvas.ratio, colour,
                canvas.tokens.card.rgb(), input.series[trace.series].isOld);
        }
    }
    if (!m_traces.empty())
        return;
    painter.setFont(sized(canvas.font, 13));
    painter.setPen(canvas.tokens.text3);
    painter.drawText(QRectF({}, size), Qt::AlignCenter | Qt::TextWordWrap,
        QCoreApplication::translate("XyChart", "Needs two series: lay another over this one (O)"));
}

} // namespace charts
