// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboardpanel.h"

#include "ui/charts/autospan.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/picklist.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timebar.h"
#include "ui/text/format.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace dashboard {

void DashboardPanel::connectCharts()
{
    using charts::ChartGrid;
    using charts::LiveChart;
    connect(m_grid, &ChartGrid::zoomed, this, &DashboardPanel::zoom);
    connect(m_grid, &ChartGrid::dragged, this,
        [this](charts::Nanoseconds by) { moveWindow([&](qint64 now) { m_window.pan(by, now); }); });
    connect(m_grid, &ChartGrid::boxed, this, [this](const charts::TimeStretch &stretch) {
        m_automaticSpan = false;
        moveWindow([&](qint64 now) {
            m_window.pause(now);
            m_window.setSpan(charts::Nanoseconds(stretch.toNs - stretch.fromNs));
            m_window.pan(charts::Nanoseconds(stretch.toNs - m_window.end(now)), now);
        });
    });
    connect(m_grid, &ChartGrid::keysRequested, this, &DashboardPanel::pickKeys);
    connect(m_grid, &ChartGrid::titleRequested, this, &DashboardPanel::askTitle);
    connect(m_grid, &ChartGrid::overlayRequested, this, &DashboardPanel::overlayOrJoin);
    connect(m_grid, &ChartGrid::specRequested, this, [this](LiveChart *chart, const charts::ChartSpec &spec) {
        m_selection.setSpec(chart->field(), spec);
        rebuild();
    });
    connect(m_grid, &ChartGrid::splitRequested, this, [this](LiveChart *chart) {
        m_selection.split(chart->field());
        rebuild();
    });
    connect(m_grid, &ChartGrid::duplicateRequested, this, [this](LiveChart *chart) {
        m_selection.duplicate(chart->field());
        rebuild();
    });
    connect(m_grid, &ChartGrid::exportRequested, this, &DashboardPanel::askExport);
    connect(m_grid, &ChartGrid::closeRequested, this, [this](LiveChart *chart) {
        m_selection.remove(chart->field());
        rebuild();
    });
    connect(m_grid, &ChartGrid::moveRequested, this, [this](LiveChart *chart, int by) {
        m_selection.move(chart->field(), by);
        rebuild();
    });
}

void DashboardPanel::overlayOrJoin(charts::LiveChart *chart)
{
    if (!m_selection.mayJoin(chart->field()))
        return pickOverlay(chart);
    // Keys that were set apart because of their ranges would be flat lines together: each then fills the axis.
    double least = 0, greatest = 0;
    for (const charts::LiveChart *const each : m_grid->charts()) {
        if (!m_selection.mayJoin(each->field()))
            continue;
        for (const charts::CurveSpec &curve : each->curves()) {
            const charts::Extent extent = charts::recentExtent(m_store->view(curve.id));
            const double size = extent.isEmpty() ? 0 : std::max(std::abs(extent.min), std::abs(extent.max));
            least = size > 0 && (least == 0 || size < least) ? size : least;
            greatest = std::max(greatest, size);
        }
    }
    m_selection.join(chart->field(), least > 0 && greatest / least > charts::ChartSelection::widestRatio);
    rebuild();
}

void DashboardPanel::pickOverlay(charts::LiveChart *chart)
{
    std::vector<charts::PickItem> items;
    QStringList others;
    const QString id = chart->field();
    for (const QString &other : m_selection.charted()) {
        if (other == id)
            continue;
        items.push_back({other, false});
        others.append(other);
    }
    auto *const list = new charts::PickList(tr("Lay over %1").arg(text::plain(id, 40)), items, this);
    connect(list, &charts::PickList::picked, this, [this, id, others](const charts::PickChange &change) {
        if (change.checked)
            m_selection.overlay(id, others[change.index]);
        rebuild();
    });
    list->popupAt(*chart);
}

void DashboardPanel::askTitle(charts::LiveChart *chart)
{
    auto *const field = new QLineEdit(m_selection.spec(chart->field()).title, chart);
    field->setPlaceholderText(text::plain(chart->field(), 80));
    field->setAccessibleName(tr("Title of the chart"));
    field->setMaxLength(200);
    field->setGeometry(8, 2, chart->width() - 16, 28);
    connect(field, &QLineEdit::editingFinished, field, [this, field, id = chart->field()] {
        if (field->isHidden())
            return;
        field->hide();
        field->deleteLater();
        charts::ChartSpec spec = m_selection.spec(id);
        spec.title = field->text().trimmed();
        m_selection.setSpec(id, spec);
        rebuild();
    });
    field->show();
    field->setFocus(Qt::OtherFocusReason);
}

void DashboardPanel::requestFields()
{
    if (m_bar->isVisible())
        pickFields(m_bar->fieldsButton());
    else
        emit fieldsRequested();
}

void DashboardPanel::pickFields(const QWidget &anchor)
{
    std::vector<charts::PickItem> items;
    QStringList paths;
    const QStringList charted = m_selection.charted();
    for (const charts::Field &field : m_selection.fields()) {
        items.push_back({field.path, charted.contains(field.path)});
        paths.append(field.path);
    }
    auto *const list = new charts::PickList(tr("Fields, most interesting first"), items, this);
    connect(list, &charts::PickList::picked, this, [this, paths](const charts::PickChange &change) {
        if (change.checked)
            m_selection.add(paths[change.index]);
        else
            m_selection.remove(paths[change.index]);
        rebuild();
    });
    list->popupAt(anchor);
}

void DashboardPanel::pickKeys(charts::LiveChart *chart)
{
    const QString path = chart->field();
    const charts::Field *const field = m_selection.field(path);
    if (!field)
        return;
    std::vector<charts::PickItem> items;
    for (const series::SeriesEntry &entry : field->entries)
        items.push_back({entry.isOthers ? tr("others") : entry.key, m_selection.isKeyShown(path, entry)});
    auto *const list = new charts::PickList(tr("Keys of %1").arg(text::plain(path, 40)), items, this);
    connect(list, &charts::PickList::picked, this,
        [this, path, entries = field->entries](const charts::PickChange &change) {
            m_selection.setKeyShown(path, entries[change.index], change.checked);
            rebuild();
        });
    list->popupAt(*chart);
}

void DashboardPanel::keyPressEvent(QKeyEvent *event)
{
    // Plain arrows go from card to card; with Shift they move in time, with Ctrl too by whole windows.
    const auto step = m_window.span() / (event->modifiers() & Qt::ControlModifier ? 1 : 10);
    switch (event->key()) {
    case Qt::Key_Space: return setLive(!m_window.isLive());
    case Qt::Key_End: return setLive(true);
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!(event->modifiers() & Qt::ShiftModifier))
            break;
        return moveWindow([&](qint64 now) { m_window.pan(event->key() == Qt::Key_Left ? -step : step, now); });
    case Qt::Key_Plus:
    case Qt::Key_Equal: return chooseSpan(charts::neighbourSpan(m_window.span(), -1));
    case Qt::Key_Minus: return chooseSpan(charts::neighbourSpan(m_window.span(), 1));
    case Qt::Key_F:
        if (event->modifiers() == Qt::NoModifier && !m_selection.fields().empty())
            return requestFields();
        break;
    default: break;
    }
    widgets::Panel::keyPressEvent(event);
}

} // namespace dashboard
