// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboardpanel.h"

#include "ui/charts/autospan.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/picklist.h"
#include "ui/charts/timebar.h"
#include "ui/text/format.h"

#include <QKeyEvent>
#include <QToolButton>

namespace dashboard {

void DashboardPanel::pickFields()
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
    list->popupAt(m_bar->fieldsButton());
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
    const auto step = m_window.span() / (event->modifiers() & Qt::ShiftModifier ? 1 : 10);
    switch (event->key()) {
    case Qt::Key_Space: return setPaused(m_window.isLive());
    case Qt::Key_End: return setPaused(false);
    case Qt::Key_Left:
    case Qt::Key_Right:
        return moveWindow([&](qint64 now) { m_window.pan(event->key() == Qt::Key_Left ? -step : step, now); });
    case Qt::Key_Plus:
    case Qt::Key_Equal: return chooseSpan(charts::neighbourSpan(m_window.span(), -1));
    case Qt::Key_Minus: return chooseSpan(charts::neighbourSpan(m_window.span(), 1));
    case Qt::Key_F:
        if (event->modifiers() == Qt::NoModifier && !m_selection.fields().empty())
            return pickFields();
        break;
    default: break;
    }
    widgets::Panel::keyPressEvent(event);
}

} // namespace dashboard
