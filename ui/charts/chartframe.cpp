// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartframe.h"

#include "ui/text/format.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsScene>
#include <QPainter>
#include <QValueAxis>

namespace charts {

namespace {

void setLook(QChart &chart, const FrameLook &look)
{
    chart.setAnimationOptions(QChart::NoAnimation);
    chart.setBackgroundRoundness(0);
    chart.setBackgroundBrush(look.theme.ground);
    chart.setBackgroundPen(Qt::NoPen);
    chart.setPlotAreaBackgroundVisible(true);
    chart.setPlotAreaBackgroundBrush(look.theme.plot);
    chart.setPlotAreaBackgroundPen(Qt::NoPen);
    chart.setMargins({});
    chart.legend()->hide();
    QFont titleFont = look.font;
    titleFont.setBold(true);
    chart.setTitleFont(titleFont);
    chart.setTitleBrush(look.theme.text);
    // Qt Charts reads titles and labels as HTML.
    chart.setTitle(look.title.toHtmlEscaped());
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
    auto *const chart = new QChart; // The scene owns it.
    scene.addItem(chart);
    setLook(*chart, look);
    chart->addAxis(makeAxis(look).release(), Qt::AlignLeft);
    chart->resize(look.size);
    chart->setPlotArea(look.plot);
    QPainter painter(&m_image);
    scene.render(&painter, QRectF({}, look.size), QRectF({}, look.size));
    return m_image;
}

} // namespace charts
