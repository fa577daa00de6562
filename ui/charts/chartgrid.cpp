// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartgrid.h"

#include "ui/look/tokens.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

constexpr double goodShape = 1.8; // Width to height of a card.

int rowsIn(int height, int least, int gap) { return std::max((height - gap) / (least + gap), 1); }

} // namespace

int columnsFor(int count, QSize viewport, QSize least, int gap)
{
    const int most = std::clamp((viewport.width() - gap) / (least.width() + gap), 1, std::max(count, 1));
    const int fitting = rowsIn(viewport.height(), least.height(), gap);
    int best = most;
    double bestWorth = -1;
    for (int columns = 1; columns <= most; ++columns) {
        const int rows = (count + columns - 1) / columns;
        if (rows > fitting)
            continue;
        const double shape = static_cast<double>(viewport.width()) / columns / (static_cast<double>(viewport.height()) / rows);
        const double empty = static_cast<double>(columns * rows - count) / std::max(count, 1);
        const double worth = 1 / (1 + std::abs(std::log(shape / goodShape)) + empty);
        if (worth > bestWorth) {
            bestWorth = worth;
            best = columns;
        }
    }
    return best;
}

std::vector<QRect> cellsFor(int count, QSize viewport, QSize least, int gap)
{
    const int columns = columnsFor(count, viewport, least, gap);
    const int rows = (count + columns - 1) / columns;
    const int visible = std::max(std::min(rows, rowsIn(viewport.height(), least.height(), gap)), 1);
    const int height = std::max((viewport.height() - gap) / visible - gap, least.height());
    const int room = viewport.width() - gap;
    std::vector<QRect> cells;
    for (int i = 0; i < count; ++i) {
        // Borders are rounded one by one, so that the columns fill the width exactly.
        const int left = gap + (i % columns) * room / columns;
        const int right = gap + (i % columns + 1) * room / columns - gap;
        cells.emplace_back(left, gap + (i / columns) * (height + gap), right - left, height);
    }
    return cells;
}

ChartGrid::ChartGrid(QWidget *parent) : QScrollArea(parent)
{
    setWidget(new QWidget);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    widget()->setAutoFillBackground(false);
}

LiveChart *ChartGrid::make(const QString &id, const std::shared_ptr<series::SeriesStore> &store)
{
    auto *const chart = new LiveChart(store, id, widget());
    chart->setOutages(m_outages);
    chart->setCursors(m_cursors);
    connectChart(chart);
    return chart;
}

void ChartGrid::connectChart(LiveChart *chart)
{
    connect(chart, &LiveChart::zoomed, this, &ChartGrid::zoomed);
    connect(chart, &LiveChart::boxed, this, &ChartGrid::boxed);
    connect(chart, &LiveChart::dragged, this, &ChartGrid::dragged);
    connect(chart, &LiveChart::pointed, this, [this](std::optional<qint64> timeNs) {
        Cursors moved = m_cursors;
        moved.pointer = timeNs;
        setCursors(moved);
    });
    connect(chart, &LiveChart::marked, this, [this](const CursorMark &mark) {
        Cursors moved = m_cursors;
        (mark.isB ? moved.b : moved.a) = mark.timeNs;
        setCursors(moved);
    });
    connect(chart, &LiveChart::specRequested, this,
        [this, chart](const ChartSpec &spec) { emit specRequested(chart, spec); });
    connect(chart, &LiveChart::splitRequested, this, [this, chart] { emit splitRequested(chart); });
    connect(chart, &LiveChart::overlayRequested, this, [this, chart] { emit overlayRequested(chart); });
    connect(chart, &LiveChart::duplicateRequested, this, [this, chart] { emit duplicateRequested(chart); });
    connect(chart, &LiveChart::exportRequested, this, [this, chart] { emit exportRequested(chart); });
    connect(chart, &LiveChart::closeRequested, this, [this, chart] { emit closeRequested(chart); });
    connect(chart, &LiveChart::keysRequested, this, [this, chart] { emit keysRequested(chart); });
    connect(chart, &LiveChart::titleRequested, this, [this, chart] { emit titleRequested(chart); });
    connect(chart, &LiveChart::moveRequested, this, [this, chart](int by) { emit moveRequested(chart, by); });
    connect(chart, &LiveChart::maximiseRequested, this, [this, chart] { toggleMaximised(chart); });
    connect(chart, &LiveChart::neighbourRequested, this, [this, chart](int key) { focusNeighbour(chart, key); });
    connect(chart, &LiveChart::gutterGrown, this, &ChartGrid::align);
}

void ChartGrid::show(const ChartSelection &selection, const std::shared_ptr<series::SeriesStore> &store)
{
    std::vector<LiveChart *> next;
    for (const QString &id : selection.charted()) {
        const auto kept = std::ranges::find(m_charts, id, &LiveChart::field);
        LiveChart *const chart = kept != m_charts.end() ? *kept : make(id, store);
        const std::vector<CurveSpec> curves = selection.curves(id);
        const Field *const field = selection.field(id);
        chart->setSpec(selection.spec(id));
        chart->setUnit(field->entries.front().unit);
        chart->setCurves(curves, field->entries.size() > curves.size());
        chart->setPossible(selection.maySplit(id), selection.mayJoin(id) || selection.charted().size() > 1);
        next.push_back(chart);
    }
    for (LiveChart *const chart : m_charts) {
        if (std::ranges::find(next, chart) == next.end()) {
            if (chart == m_maximised)
                m_maximised = nullptr;
            chart->hide();
            chart->deleteLater();
        }
    }
    if (next == m_charts)
        return align();
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
    m_maximised = nullptr;
    m_cursors = {};
}

void ChartGrid::toggleMaximised(LiveChart *chart)
{
    m_maximised = m_maximised == chart ? nullptr : chart;
    for (LiveChart *const each : m_charts)
        each->setMaximised(each == m_maximised);
    arrange();
    if (m_maximised == nullptr)
        ensureWidgetVisible(chart, 0, 0);
}

void ChartGrid::arrange()
{
    const QSize room = viewport()->size();
    if (m_maximised) {
        widget()->resize(room);
        for (LiveChart *const chart : m_charts)
            chart->setVisible(chart == m_maximised);
        m_maximised->setGeometry(gap, gap, room.width() - 2 * gap, room.height() - 2 * gap);
        m_maximised->setTimeLabels(true);
        return;
    }
    const auto count = static_cast<int>(m_charts.size());
    m_columns = columnsFor(count, room, minimumCard, gap);
    const std::vector<QRect> cells = cellsFor(count, room, minimumCard, gap);
    widget()->resize(room.width(), cells.empty() ? 0 : cells.back().bottom() + 1 + gap);
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->setGeometry(cells[i]);
        m_charts[i]->show();
    }
    if (!cells.empty()) {
        verticalScrollBar()->setSingleStep(cells.front().height() + gap);
        verticalScrollBar()->setPageStep(room.height());
    }
    align();
}

void ChartGrid::align()
{
    if (m_maximised)
        return;
    const std::size_t count = m_charts.size();
    const auto columns = static_cast<std::size_t>(std::max(m_columns, 1));
    const std::size_t visible = columns
        * static_cast<std::size_t>(std::max(1, count > 0 ? viewport()->height() / (m_charts.front()->height() + gap) : 1));
    std::vector<bool> labelled(count / columns + 1, false);
    for (std::size_t column = 0; column < columns; ++column) {
        int gutter = 0;
        for (std::size_t i = column; i < count; i += columns)
            gutter = std::max(gutter, m_charts[i]->gutter());
        bool isBelow = false; // A card below has the labels.
        for (std::size_t row = (count + columns - 1) / columns; row-- > 0;) {
            const std::size_t i = row * columns + column;
            if (i >= count)
                continue;
            m_charts[i]->setGutter(gutter);
            if (m_charts[i]->axes().x == XAxis::Time && !isBelow)
                isBelow = labelled[row] = true;
        }
    }
    // What scrolls has no lowest row: there every card says its time.
    for (std::size_t i = 0; i < count; ++i)
        m_charts[i]->setTimeLabels(count > visible || labelled[i / columns]);
}

void ChartGrid::focusNeighbour(LiveChart *chart, int key)
{
    const auto at = std::ranges::find(m_charts, chart) - m_charts.begin();
    const int step = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : key == Qt::Key_Up ? -m_columns : m_columns;
    const qsizetype next = at + step;
    if (next < 0 || next >= static_cast<qsizetype>(m_charts.size()) || m_maximised)
        return;
    m_charts[static_cast<std::size_t>(next)]->setFocus(Qt::TabFocusReason);
    ensureWidgetVisible(m_charts[static_cast<std::size_t>(next)], 0, gap);
}

void ChartGrid::setWindow(const TimeWindow &window, qint64 nowNs, bool fresh)
{
    for (LiveChart *const chart : m_charts)
        chart->setWindow(window, nowNs, fresh);
}

void ChartGrid::setCursors(const Cursors &cursors)
{
    m_cursors = cursors;
    for (LiveChart *const chart : m_charts)
        chart->setCursors(cursors);
}

void ChartGrid::setOutages(const std::vector<Outage> &outages)
{
    m_outages = outages;
    for (LiveChart *const chart : m_charts)
        chart->setOutages(outages);
}

void ChartGrid::updateLegends()
{
    for (LiveChart *const chart : m_charts)
        chart->updateLegend();
}

void ChartGrid::paintEvent(QPaintEvent *event)
{
    // Of the viewport: what no card covers.
    QPainter painter(viewport());
    for (const QRect &part : event->region())
        painter.fillRect(part, look::tokensOf(palette()).ground);
}

void ChartGrid::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void ChartGrid::wheelEvent(QWheelEvent *event)
{
    // A notch is a row, so that no card is cut at the upper edge.
    QScrollBar *const bar = verticalScrollBar();
    const int notches = event->angleDelta().y();
    if (notches != 0 && bar->maximum() > 0)
        bar->setValue(bar->value() - (notches > 0 ? 1 : -1) * bar->singleStep());
    event->accept();
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
