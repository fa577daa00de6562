// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartframe.h"

#include "ui/text/format.h"

#include <QCategoryAxis>
#include <QChart>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QPainter>

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

void addTitle(QGraphicsScene &scene, const FrameLook &look)
{
    QChart *const chart = addChart(scene);
    QFont font = look.font;
    font.setBold(true);
    chart->setTitleFont(font);
    chart->setTitleBrush(look.theme.text);
    // Qt Charts reads titles and labels as HTML.
    chart->setTitle(look.title.toHtmlEscaped());
    chart->resize(look.size.width(), look.plot.top());
    chart->layout()->activate();
}

//! The Y axis: text::value() labels instead of printf formats, so that all numbers of the program look alike.
std::unique_ptr<QCategoryAxis> makeAxis(const FrameLook &look)
{
    auto axis = std::make_unique<QCategoryAxis>();
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(look.scale.low, look.scale.high);
    axis->setStartValue(look.scale.low - look.scale.step);
    for (const double value : gridValues(look.scale))
        axis->append(yLabel(value, look.scale).toHtmlEscaped(), value);
    axis->setTruncateLabels(false);
    axis->setLabelsFont(look.font);
    axis->setLabelsBrush(look.theme.mutedText);
    axis->setGridLinePen(QPen(look.theme.grid, 1));
    axis->setLinePen(QPen(look.theme.frame, 1));
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

} // namespace

QString yLabel(double value, const YScale &scale) { return text::value(value, labelDigits(scale)); }

ChartFrame::ChartFrame() = default;
ChartFrame::~ChartFrame() = default;

const QImage &ChartFrame::image(const FrameLook &look)
{
    if (look == m_look && !m_image.isNull())
        return m_image;
    m_look = look;
    ++m_rendered;
    m_image = QImage(look.size * look.devicePixelRatio, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(look.devicePixelRatio);
    m_image.fill(look.theme.ground);

    QGraphicsScene scene;
    addTitle(scene, look);
    addPlot(scene, look);
    QPainter painter(&m_image);
    scene.render(&painter, QRectF({}, look.size), QRectF({}, look.size));
    return m_image;
}

} // namespace charts
