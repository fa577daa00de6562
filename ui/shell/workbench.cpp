// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workbench.h"

#include <QAction>
#include <QDockWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace shell {
namespace {

//! Lines of text a window needs to show three docks above each other.
constexpr int linesForAll = 60;

} // namespace

Workbench::Workbench(stream::StreamHandle &handle, std::vector<panels::PanelEntry> catalogue, QWidget *parent)
    : QMainWindow(parent)
    , m_handle(handle)
{
    setWindowFlags(Qt::Widget); // It stands inside the window.
    setDockNestingEnabled(true);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    for (panels::PanelEntry &entry : catalogue)
        addPanel(std::move(entry));
    panels::joinPanels([this](const char *id) { return panel(QLatin1StringView(id)); });
    connect(&m_handle, &stream::StreamHandle::tickArrived, this, &Workbench::tickArrived);
    resetLayout();
}

void Workbench::addPanel(panels::PanelEntry entry)
{
    Place place;
    place.panel = entry.make({.handle = m_handle}).release();
    place.panel->setObjectName(QLatin1StringView(entry.id));
    connect(place.panel, &widgets::Panel::noticeRaised, this, &Workbench::noticeRaised);
    if (entry.area == Qt::NoDockWidgetArea) {
        setCentralWidget(place.panel);
    } else {
        auto *dock = place.dock = new QDockWidget(entry.title, this);
        dock->setObjectName(QLatin1StringView(entry.id) + QStringLiteral("Dock"));
        dock->setWidget(place.panel);
        connect(dock, &QDockWidget::visibilityChanged, place.panel, [this, panel = place.panel](bool visible) {
            if (visible)
                panel->setTick(m_handle.tick());
        });
        m_toggles.append(dock->toggleViewAction());
    }
    place.entry = std::move(entry);
    addFocusAction(place);
    m_places.push_back(std::move(place));
}

void Workbench::addFocusAction(const Place &place)
{
    const auto number = static_cast<int>(m_focus.size()) + 1;
    auto *action = new QAction(tr("Go to %1").arg(place.entry.title), this);
    if (number <= 9)
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)));
    connect(action, &QAction::triggered, this, [panel = place.panel, dock = place.dock] {
        if (dock) {
            dock->show();
            dock->raise();
        }
        panel->setFocus(Qt::ShortcutFocusReason);
        // A panel without a focus of its own passes it to its first part that takes keys.
        if (!panel->hasFocus() && !panel->isAncestorOf(panel->window()->focusWidget())) {
            for (QWidget *part : panel->findChildren<QWidget *>()) {
                if (part->isVisible() && (part->focusPolicy() & Qt::TabFocus)) {
                    part->setFocus(Qt::ShortcutFocusReason);
                    break;
                }
            }
        }
    });
    m_focus.append(action);
}

void Workbench::resetLayout()
{
    QHash<Qt::DockWidgetArea, QDockWidget *> last;
    for (const Place &place : m_places) {
        if (!place.dock)
            continue;
        place.dock->setFloating(false);
        removeDockWidget(place.dock);
    }
    for (const Place &place : m_places) {
        if (!place.dock)
            continue;
        const Qt::DockWidgetArea area = place.entry.area;
        const bool across = area == Qt::BottomDockWidgetArea || area == Qt::TopDockWidgetArea;
        if (QDockWidget *beside = dockOf(place.entry.beside)) {
            tabifyDockWidget(beside, place.dock);
            place.dock->show();
            beside->raise();
            continue;
        }
        if (QDockWidget *before = last.value(area))
            splitDockWidget(before, place.dock, across ? Qt::Horizontal : Qt::Vertical);
        else
            addDockWidget(area, place.dock);
        place.dock->show();
        last[area] = place.dock;
    }
    m_sizesPending = true;
    m_restored.clear();
    if (isVisible())
        QTimer::singleShot(0, this, &Workbench::arrange);
}

// The side takes what a person reads and no more; where it is too low for all its docks, the first two share their
// place.
void Workbench::arrange()
{
    if (!std::exchange(m_sizesPending, false))
        return;
    if (const QByteArray restored = std::exchange(m_restored, {}); !restored.isEmpty()) {
        restoreState(restored, layoutVersion);
        return;
    }
    const int letter = fontMetrics().averageCharWidth();
    QList<QDockWidget *> side = docksAt(Qt::RightDockWidgetArea);
    const QList<QDockWidget *> bottom = docksAt(Qt::BottomDockWidgetArea);
    if (side.size() > 2 && height() < fontMetrics().height() * linesForAll) {
        tabifyDockWidget(side[0], side[1]);
        side[0]->raise();
        side.removeAt(1);
    }
    if (!side.isEmpty())
        resizeDocks({side.front()}, {qBound(letter * 40, width() / 4, letter * 60)}, Qt::Horizontal);
    if (!bottom.isEmpty())
        resizeDocks({bottom.front()}, {height() * 42 / 100}, Qt::Vertical);
    if (side.size() == 2)
        resizeDocks(side, {height() * 58 / 100, height() * 42 / 100}, Qt::Vertical);
    else if (side.size() == 3)
        resizeDocks(side, {height() * 40 / 100, height() * 31 / 100, height() * 29 / 100}, Qt::Vertical);
}

QList<QDockWidget *> Workbench::docksAt(Qt::DockWidgetArea area) const
{
    QList<QDockWidget *> docks;
    for (const Place &place : m_places) {
        if (place.dock && !place.entry.beside && place.entry.area == area)
            docks.append(place.dock);
    }
    return docks;
}

QDockWidget *Workbench::dockOf(const char *id) const
{
    const auto at = std::ranges::find_if(
        m_places, [&](const Place &place) { return id && QLatin1StringView(id) == QLatin1StringView(place.entry.id); });
    return at == m_places.end() ? nullptr : at->dock;
}

QByteArray Workbench::saveLayout()
{
    if (isVisible())
        arrange();
    return m_sizesPending ? m_restored : saveState(layoutVersion);
}

// A floating dock is a window of its own and would stay when its QMainWindow is hidden.
void Workbench::putAway()
{
    for (const Place &place : m_places) {
        if (place.dock && place.dock->isFloating())
            place.dock->hide();
    }
}

bool Workbench::restoreLayout(const QByteArray &layout)
{
    if (!layout.isEmpty() && restoreState(layout, layoutVersion)) {
        // Its sizes are for the window's size, which is not known before it is shown.
        m_restored = layout;
        m_sizesPending = !isVisible();
        return true;
    }
    resetLayout();
    return layout.isEmpty();
}

QJsonObject Workbench::savePanels() const
{
    QJsonObject kept;
    for (const Place &place : m_places) {
        if (const QJsonObject state = place.panel->save(); !state.isEmpty())
            kept.insert(QLatin1StringView(place.entry.id), state);
    }
    return kept;
}

void Workbench::restorePanels(const QJsonObject &kept)
{
    for (const Place &place : m_places) {
        const QJsonValue state = kept[QLatin1StringView(place.entry.id)];
        if (state.isObject())
            place.panel->restore(state.toObject());
    }
}

widgets::Panel *Workbench::panel(QLatin1StringView id) const
{
    const auto at
        = std::ranges::find_if(m_places, [&](const Place &place) { return id == QLatin1StringView(place.entry.id); });
    return at == m_places.end() ? nullptr : at->panel;
}

void Workbench::focusCentre()
{
    if (centralWidget())
        centralWidget()->setFocus(Qt::OtherFocusReason);
}

void Workbench::tickArrived(const stream::Tick &tick)
{
    for (const Place &place : m_places) {
        if (place.panel->isVisible())
            place.panel->setTick(tick);
    }
}

void Workbench::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    tickArrived(m_handle.tick());
    QTimer::singleShot(0, this, &Workbench::arrange);
}

} // namespace shell
