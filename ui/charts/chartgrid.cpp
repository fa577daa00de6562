// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartgrid.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace charts {

int columnsFor(int count, int width, int minimumWidth)
{
    const int fitting = std::max(width / std::max(minimumWidth, 1), 1);
    const int square = static_cast<int>(std::ceil(std::sqrt(std::max(count, 1))));
    return std::min(fitting, square);
}

std::vector<QRect> cellsFor(int count, QSize viewport, QSize minimum, int spacing)
{
    const int columns = columnsFor(count, viewport.width(), minimum.width());
    const int rows = (count + columns - 1) / columns;
    const int height = rows > 0 ? std::max((viewport.height() - (rows - 1) * spacing) / rows, minimum.height()) : 0;
    std::vector<QRect> cells;
    for (int i = 0; i < count; ++i) {
        // Borders are rounded one by one, so that the columns fill the width exactly.
        const int left = (i % columns) * (viewport.width() + spacing) / columns;
        const int right = (i % columns + 1) * (viewport.width() + spacing) / columns - spacing;
        cells.emplace_back(left, (i / columns) * (height + spacing), right - left, height);
    }
    return cells;
}

ChartGrid::ChartGrid(QWidget *parent) : QScrollArea(parent)
{
    setWidget(new QWidget);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}

int ChartGrid::spacing() const { return fontMetrics().height() / 3; }

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
    for (std::size_t i = 1; i < m_charts.size(); ++i)
        QWidget::setTabOrder(m_charts[i - 1], m_charts[i]);
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
    const std::vector<QRect> cells
        = cellsFor(static_cast<int>(m_charts.size()), viewport()->size(), minimumChartSize(fontMetrics()), spacing());
    widget()->resize(viewport()->width(), cells.empty() ? 0 : cells.back().bottom() + 1);
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->setGeometry(cells[i]);
        m_charts[i]->show();
    }
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
