// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

QPolygonF sparklineShape(const QList<double> &values, qsizetype places, const QRectF &area)
{
    QPolygonF shape;
    const qsizetype count = qMin(values.size(), places);
    if (count < 2 || places < 2)
        return shape;
    const auto sane = [](double v) { return std::isfinite(v) && v > 0 ? v : 0.0; };
    double top = 0;
    for (qsizetype i = values.size() - count; i < values.size(); ++i)
        top = std::max(top, sane(values[i]));
    const double step = area.width() / static_cast<double>(places - 1);
    for (qsizetype i = 0; i < count; ++i) {
        const double v = sane(values[values.size() - count + i]);
        shape.append({area.right() - step * static_cast<double>(count - 1 - i),
            area.bottom() - (top > 0 ? v / top * area.height() : 0)});
    }
    return shape;
}

Sparkline::Sparkline(qsizetype places, const QColor &onLight, const QColor &onDark, QWidget *parent)
    : QWidget(parent)
    , m_places(places)
    , m_onLight(onLight)
    , m_onDark(onDark)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(const QList<double> &values)
{
    m_values = values;
    update();
}

QSize Sparkline::sizeHint() const { return {fontMetrics().height() * 8, fontMetrics().height() * 5 / 2}; }
QSize Sparkline::minimumSizeHint() const { return {fontMetrics().height() * 3, fontMetrics().height() * 2}; }

void Sparkline::paintEvent(QPaintEvent *)
{
    const bool dark = palette().color(QPalette::Base).lightness() < palette().color(QPalette::Text).lightness();
    const QColor colour = dark ? m_onDark : m_onLight;
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 3, -1, -2);
    const QPolygonF line = sparklineShape(m_values, m_places, area);
    if (line.isEmpty())
        return;
    QPolygonF ground = line;
    ground << QPointF(line.back().x(), area.bottom()) << QPointF(line.front().x(), area.bottom());
    QColor pale = colour;
    pale.setAlpha(50);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pale);
    painter.drawPolygon(ground);
    painter.setPen(QPen(colour, 1.5));
    painter.drawPolyline(line);
}

} // namespace widgets
