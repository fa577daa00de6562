// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartframe.h"

#include "ui/text/format.h"

#include <QCategoryAxis>
#include <QChart>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QPainter>

#include <array>
#include <cmath>
#include <optional>

namespace charts {

namespace {

//! A chart without what our own layer draws; the caller's scene owns it.
QChart *addChart(QGraphicsScene &scene)
{
    auto *const chart = new QChart;
    scene.addItem(chart);
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setBackgroundRoundness(0);
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    return chart;
}

//! The grid: labels are drawn by ourselves, since Qt Charts takes no two that are equal and cuts those at the ends.
std::unique_ptr<QCategoryAxis> makeAxis(const FrameLook &look)
{
    auto axis = std::make_unique<QCategoryAxis>();
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(0, 1);
    axis->setStartValue(-1);
    for (std::size_t i = 0; i < look.labels.size(); ++i)
        axis->append(QString::number(i), look.labels[i].at);
    axis->setLabelsVisible(false);
    axis->setGridLinePen(QPen(look.theme.grid, 1));
    axis->setLineVisible(false);
    return axis;
}

//! Plot area, Y axis and grid, with the plot exactly at look.plot.
void addPlot(QGraphicsScene &scene, const FrameLook &look)
{
    QChart *const chart = addChart(scene);
    // Room for the halves of the first and last label, which else are left out.
    const int line = QFontMetrics(look.font).height();
    chart->layout()->setContentsMargins(line, line, line, line);
    chart->setPlotAreaBackgroundVisible(true);
    chart->setPlotAreaBackgroundBrush(look.theme.plot);
    chart->setPlotAreaBackgroundPen(Qt::NoPen);
    if (look.hasGrid)
        chart->addAxis(makeAxis(look).release(), Qt::AlignLeft);
    // QChart::setPlotArea() moves series but leaves the axis behind. What a chart adds around its plot does not depend
    // on its size, so the size that gives the wanted plot follows from a first layout.
    chart->resize(look.size);
    chart->layout()->activate();
    const QSizeF around = QSizeF(look.size) - chart->plotArea().size();
    chart->resize(QSizeF(look.plot.size()) + around);
    chart->layout()->activate();
    chart->setPos(QPointF(look.plot.topLeft()) - chart->plotArea().topLeft());
}

void drawLabels(QPainter &painter, const FrameLook &look)
{
    painter.setFont(look.font);
    painter.setPen(look.theme.mutedText);
    const QFontMetrics metrics(look.font);
    const int room = look.plot.left() - 8 - 4;
    std::optional<int> last; // Labels that would touch are left out.
    for (const AxisLabel &label : look.labels) {
        const int row = look.plot.bottom() - qRound(label.at * (look.plot.height() - 1));
        if (last && std::abs(row - *last) < metrics.height() - 1)
            continue;
        last = row;
        // The lowest stays inside the card, above what stands below the plot.
        const int top = std::min(row - metrics.height() / 2, look.size.height() - metrics.height() - 2);
        painter.drawText(QRect(4, top, room, metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
            metrics.elidedText(label.text, Qt::ElideMiddle, room));
    }
}

void drawCard(QPainter &painter, const FrameLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.theme.frame, 1));
    painter.setBrush(look.theme.plot);
    painter.drawRoundedRect(QRectF({}, QSizeF(look.size)).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

QString yLabel(double value, const YScale &scale)
{
    // `1.2 M` where that has at most one decimal more than the steps need: 64,010 stays what it is.
    static constexpr std::array prefixes{"k", "M", "G", "T", "P", "E"};
    const double magnitude = std::max(std::abs(scale.low), std::abs(scale.high));
    const double step = scale.kind == ScaleKind::Linear ? scale.step : magnitude;
    double divisor = 1;
    std::size_t prefix = prefixes.size();
    for (std::size_t i = 0; i < prefixes.size() && magnitude >= divisor * 1000 && step >= divisor * 100; ++i) {
        divisor *= 1000;
        prefix = i;
    }
    if (prefix == prefixes.size() || magnitude < 1e4 || magnitude >= divisor * 1e4 || value == 0)
        return text::value(value, labelDigits(scale));
    if (scale.kind != ScaleKind::Linear) {
        if (std::abs(value) < divisor)
            return text::value(value, 3);
        return text::value(value / divisor, 3) + QChar(0x2009) + QLatin1String(prefixes[prefix]);
    }
    return text::value(value / divisor, labelDigits(scale)) + QChar(0x2009) + QLatin1String(prefixes[prefix]);
}

std::vector<AxisLabel> yLabels(const YScale &scale)
{
    std::vector<AxisLabel> labels;
    const double low = scale.position(scale.low);
    const double height = scale.position(scale.high) - low;
    for (const double value : gridValues(scale))
        labels.push_back({(scale.position(value) - low) / height, yLabel(value, scale)});
    return labels;
}

const QImage &ChartFrame::image(const FrameLook &look)
{
    if (look == m_look && !m_image.isNull())
        return m_image;
    m_look = look;
    ++m_rendered;
    m_image = QImage(look.size * look.devicePixelRatio, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(look.devicePixelRatio);
    m_image.fill(look.theme.ground);
    QPainter painter(&m_image);
    drawCard(painter, look);
    QGraphicsScene scene;
    addPlot(scene, look);
    // Only the plot, and a line for the grid at its ends: the rest is the card's.
    const QRectF part = QRectF(look.plot).adjusted(0, -1, 0, 1);
    scene.render(&painter, part, part);
    drawLabels(painter, look);
    return m_image;
}

} // namespace charts
