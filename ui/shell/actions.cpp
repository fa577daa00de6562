// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include "ui/shell/theme.h"
#include "ui/shell/workbench.h"

#include <QAction>
#include <QActionGroup>
#include <QMenuBar>

namespace shell {

Actions::Actions(Workbench &workbench, Theme &theme, QWidget *window) : QObject(window), m_themes(new QActionGroup(this))
{
    address = make(tr("&Address…"), Qt::CTRL | Qt::Key_L, window);
    demo = make(tr("&Demo feed"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, window);
    close = make(tr("&Close"), Qt::CTRL | Qt::Key_W, window);
    quit = make(tr("&Quit"), Qt::CTRL | Qt::Key_Q, window);
    disconnect = make(tr("&Disconnect"), Qt::CTRL | Qt::Key_D, window);
    reconnect = make(tr("&Reconnect now"), Qt::CTRL | Qt::SHIFT | Qt::Key_R, window);
    ping = make(tr("&Ping now"), Qt::CTRL | Qt::SHIFT | Qt::Key_P, window);
    resetLayout = make(tr("&Reset layout"), {}, window);
    shortcuts = make(tr("&Keyboard shortcuts"), Qt::Key_F1, window);
    connect(resetLayout, &QAction::triggered, &workbench, &Workbench::resetLayout);
    for (QAction *action : workbench.focusActions())
        window->addAction(action);

    using settings::ThemeChoice;
    const auto choice = [&](const QString &name, ThemeChoice value) {
        QAction *action = m_themes->addAction(name);
        action->setCheckable(true);
        action->setChecked(theme.choice() == value);
        connect(action, &QAction::triggered, &theme, [&theme, value] { theme.setChoice(value); });
    };
    choice(tr("&System"), ThemeChoice::System);
    choice(tr("&Light"), ThemeChoice::Light);
    choice(tr("&Dark"), ThemeChoice::Dark);
}

QAction *Actions::make(const QString &text, const QKeySequence &key, QWidget *window)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    window->addAction(action);
    return action;
}

void Actions::fillMenus(QMenuBar *bar, Workbench &workbench)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({address, demo});
    file->addSeparator();
    file->addActions({close, quit});
    QMenu *stream = bar->addMenu(tr("&Connection"));
    stream->addActions({disconnect, reconnect, ping});
    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions(workbench.toggleActions());
    view->addSeparator();
    view->addActions(workbench.focusActions());
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(m_themes->actions());
    view->addAction(resetLayout);
    bar->addMenu(tr("&Help"))->addAction(shortcuts);
}

void Actions::setState(connection::State state, bool hasAddress)
{
    disconnect->setEnabled(!connection::isAtRest(state));
    reconnect->setEnabled(hasAddress && (connection::isAtRest(state) || state == connection::State::WaitingRetry));
    ping->setEnabled(connection::isOpen(state));
}

} // namespace shell
