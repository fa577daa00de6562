// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include "ui/shell/memory.h"
#include "ui/look/theme.h"
#include "ui/shell/workbench.h"

#include <QAction>
#include <QActionGroup>
#include <QMenuBar>

#include <utility>

namespace shell {

Actions::Actions(look::Theme &theme, QWidget *window) : QObject(window), m_window(window), m_themes(new QActionGroup(this))
{
    address = make(tr("&Address…"), Qt::CTRL | Qt::Key_L, window);
    connectionSettings = make(tr("Connection &settings…"), Qt::CTRL | Qt::Key_Comma, window);
    demo = make(tr("&Demo feed"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, window);
    newConnection = make(tr("&New connection"), Qt::CTRL | Qt::Key_T, window);
    close = make(tr("&Close"), Qt::CTRL | Qt::Key_W, window);
    next = make(tr("Ne&xt connection"), Qt::CTRL | Qt::Key_Tab, window);
    previous = make(tr("Pre&vious connection"), Qt::CTRL | Qt::SHIFT | Qt::Key_Tab, window);
    quit = make(tr("&Quit"), Qt::CTRL | Qt::Key_Q, window);
    disconnect = make(tr("&Disconnect"), Qt::CTRL | Qt::Key_D, window);
    reconnect = make(tr("&Reconnect now"), Qt::CTRL | Qt::SHIFT | Qt::Key_R, window);
    ping = make(tr("&Ping now"), Qt::CTRL | Qt::SHIFT | Qt::Key_P, window);
    resetLayout = make(tr("&Reset layout"), {}, window);
    desktopNotices = make(tr("Desktop &notifications"), {}, window);
    desktopNotices->setCheckable(true);
    desktopNotices->setToolTip(tr("Tells on the desktop when a connection is lost, restored or given up, while you use "
                                  "another window"));
    nextPart = make(tr("Ne&xt part of the window"), Qt::Key_F6, window);
    previousPart = make(tr("Pre&vious part of the window"), Qt::SHIFT | Qt::Key_F6, window);
    connect(nextPart, &QAction::triggered, this, [this] {
        if (m_workbench)
            m_workbench->focusNextPart(1);
    });
    connect(previousPart, &QAction::triggered, this, [this] {
        if (m_workbench)
            m_workbench->focusNextPart(-1);
    });
    shortcuts = make(tr("&Keyboard shortcuts"), Qt::Key_F1, window);
    connect(resetLayout, &QAction::triggered, this, [this] {
        if (m_workbench)
            m_workbench->resetLayout();
    });

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

void Actions::fillMenus(QMenuBar *bar, QAction *list)
{
    m_list = list;
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({newConnection, address, connectionSettings, demo});
    file->addSeparator();
    file->addActions({close, quit});
    QMenu *stream = bar->addMenu(tr("&Connection"));
    stream->addActions({disconnect, reconnect, ping});
    m_break = stream->addMenu(tr("&Break the link"));
    fillBreakMenu();
    stream->addSeparator();
    stream->addActions({next, previous});
    m_view = bar->addMenu(tr("&View"));
    m_view->addSeparator();
    m_view->addAction(m_list);
    m_view->addMenu(tr("&Theme"))->addActions(m_themes->actions());
    m_view->addActions({nextPart, previousPart});
    m_view->addSeparator();
    m_view->addActions({desktopNotices, resetLayout});
    m_view->setToolTipsVisible(true);
    bar->addMenu(tr("&Help"))->addAction(shortcuts);
}

void Actions::offerDesktopNotices(Memory &memory, bool isPossible)
{
    desktopNotices->setVisible(isPossible);
    desktopNotices->setChecked(memory.preferences.desktopNotices);
    connect(desktopNotices, &QAction::toggled, &memory, [&memory](bool on) { memory.preferences.desktopNotices = on; });
}

// The four ways in which a connection ends without a closing handshake; only the demo feed can be asked for them.
void Actions::fillBreakMenu()
{
    m_break->setObjectName(QStringLiteral("breakTheLink"));
    m_break->setToolTipsVisible(true);
    const auto add = [this](const QString &text, const QString &tip, Breakage breakage) {
        QAction *action = m_break->addAction(text);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this, [this, breakage] { emit breakRequested(breakage); });
    };
    add(tr("&Silent"), tr("The server sends and answers nothing more; only the heartbeat can tell (1006)"),
        Breakage::Silent);
    add(tr("&Reset"), tr("The TCP connection is reset, as by a server that crashed (1006)"), Breakage::Reset);
    add(tr("&End without close frame"), tr("The TCP connection ends without a closing handshake (1006)"),
        Breakage::EndWithoutClose);
    add(tr("&No pong"), tr("Messages go on, pings are not answered"), Breakage::NoPong);
}

void Actions::setWorkbench(Workbench &workbench)
{
    for (QAction *action : std::exchange(m_panels, {})) {
        m_view->removeAction(action);
        m_window->removeAction(action);
    }
    m_workbench = &workbench;
    QAction *const before = m_view->actions().front();
    m_view->insertActions(before, workbench.toggleActions());
    m_view->insertActions(before, workbench.focusActions());
    m_window->addActions(workbench.toggleActions());
    m_window->addActions(workbench.focusActions());
    m_panels = workbench.toggleActions() + workbench.focusActions();
}

void Actions::setState(connection::State state, bool hasAddress, bool isDemo)
{
    disconnect->setEnabled(!connection::isAtRest(state));
    reconnect->setEnabled(hasAddress && (connection::isAtRest(state) || connection::isBetweenAttempts(state)));
    ping->setEnabled(connection::isOpen(state));
    m_break->menuAction()->setVisible(isDemo);
    m_break->setEnabled(connection::isOpen(state));
}

} // namespace shell
