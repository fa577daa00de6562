// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartgrid.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace charts {

int columnsFor(int count, int width, int minimumWidth)
{
    const int fitting = std::max(width / std::max(minimumWidth, 1), 1);
    const int square = static_cast<int>(std::ceil(std::sqrt(std::max(count, 1))));
    return std::clamp(fitting, 1, square);
}

ChartGrid::ChartGrid(QWidget *parent) : QScrollArea(parent), m_layout(nullptr)
{
    auto *const content = new QWidget;
    m_layout = new QGridLayout(content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(fontMetrics().height() / 3);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}

LiveChart *ChartGrid::make(const QString &path, const std::shared_ptr<series::SeriesStore> &store)
{
    auto *const chart = new LiveChart(store, path, widget());
    if (m_gutter > 0)
        chart->setGutter(m_gutter);
    connect(chart, &LiveChart::zoomed, this, &ChartGrid::zoomed);
    connect(chart, &LiveChart::dragged, this, &ChartGrid::dragged);
    connect(chart, &LiveChart::pointed, this, &ChartGrid::pointed);
    connect(chart, &LiveChart::closeRequested, this, [this, chart] { emit closeRequested(chart); });
    connect(chart, &LiveChart::keysRequested, this, [this, chart] { emit keysRequested(chart); });
    connect(chart, &LiveChart::moveRequested, this, [this, chart](int by) { emit moveRequested(chart, by); });
    // Grows only, so that plots stay aligned and nothing jumps back.
    connect(chart, &LiveChart::gutterGrown, this, [this](int width) {
        m_gutter = std::max(m_gutter, width);
        for (LiveChart *const other : m_charts)
            other->setGutter(m_gutter);
    });
    return chart;
}

void ChartGrid::show(const ChartSelection &selection, const std::shared_ptr<series::SeriesStore> &store)
{
    const QStringList paths = selection.charted();
    std::vector<LiveChart *> next;
    for (const QString &path : paths) {
        const auto kept = std::ranges::find(m_charts, path, &LiveChart::field);
        LiveChart *const chart = kept != m_charts.end() ? *kept : make(path, store);
        const std::vector<CurveSpec> curves = selection.curves(path);
        chart->setCurves(curves, selection.field(path)->entries.size() > curves.size());
        next.push_back(chart);
    }
    for (LiveChart *const chart : m_charts) {
        if (std::ranges::find(next, chart) == next.end()) {
            chart->hide();
            chart->deleteLater();
        }
    }
    if (next == m_charts)
        return;
    m_charts = std::move(next);
    arrange();
}

void ChartGrid::clear()
{
    for (LiveChart *const chart : m_charts) {
        chart->hide();
        chart->deleteLater();
    }
    m_charts.clear();
    m_gutter = 0;
}

void ChartGrid::arrange()
{
    while (QLayoutItem *const item = m_layout->takeAt(0))
        delete item;
    const QSize least = minimumChartSize(fontMetrics());
    const int columns = columnsFor(static_cast<int>(m_charts.size()), viewport()->width(), least.width());
    for (int i = 0; i < static_cast<int>(m_charts.size()); ++i) {
        m_layout->addWidget(m_charts[i], i / columns, i % columns);
        m_charts[i]->show();
        if (i > 0)
            QWidget::setTabOrder(m_charts[i - 1], m_charts[i]);
    }
    for (int i = 0; i < m_layout->columnCount(); ++i)
        m_layout->setColumnStretch(i, i < columns ? 1 : 0);
}

void ChartGrid::setWindow(const TimeWindow &window, qint64 nowNs, bool fresh)
{
    for (LiveChart *const chart : m_charts)
        chart->setWindow(window, nowNs, fresh);
}

void ChartGrid::setCursorTime(std::optional<qint64> timeNs)
{
    for (LiveChart *const chart : m_charts)
        chart->setCursorTime(timeNs);
}

void ChartGrid::updateLegends()
{
    for (LiveChart *const chart : m_charts)
        chart->updateLegend();
}

void ChartGrid::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const int least = minimumChartSize(fontMetrics()).width();
    const auto columns = [&](int width) { return columnsFor(static_cast<int>(m_charts.size()), width, least); };
    if (columns(event->oldSize().width()) != columns(event->size().width()))
        arrange();
}

void ChartGrid::keyPressEvent(QKeyEvent *event)
{
    // Left and right belong to the time axis.
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        event->ignore();
    else
        QScrollArea::keyPressEvent(event);
}

} // namespace charts
