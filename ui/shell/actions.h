// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"
#include "ui/shell/windowcontext.h"

#include <QList>
#include <QObject>
#include <QPointer>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace look {
class Theme;
}

namespace shell {

class Memory;
class Workbench;

//! What a person can ask of the window, each with its key, and the menus they stand in.
class Actions : public QObject
{
    Q_OBJECT
public:
    Actions(look::Theme &theme, QWidget *window);

    QAction *address; //!< Ctrl+L.
    QAction *connectionSettings; //!< Ctrl+comma.
    QAction *demo;
    QAction *newConnection; //!< Ctrl+T.
    QAction *close; //!< Ctrl+W: this tab, and the window with the last one.
    QAction *next; //!< Ctrl+Tab.
    QAction *previous;
    QAction *quit;
    QAction *disconnect; //!< Ctrl+D.
    QAction *reconnect; //!< Ctrl+Shift+R.
    QAction *ping;
    QAction *resetLayout;
    QAction *desktopNotices; //!< Checkable.
    QAction *nextPart; //!< F6.
    QAction *previousPart;
    QAction *shortcuts; //!< F1.

    //! \a list shows and hides the list of connections.
    void fillMenus(QMenuBar *bar, QAction *list);
    //! The choice is kept in \a memory; not shown where it is not possible.
    void offerDesktopNotices(Memory &memory, bool isPossible);
    //! The View menu and the keys of the panels are those of \a workbench from now on.
    void setWorkbench(Workbench &workbench);
    //! Only what makes sense now is enabled. \a isDemo: the connection is to the embedded feed, whose link can be
    //! broken.
    void setState(connection::State state, bool hasAddress, bool isDemo = false);
    [[nodiscard]] QActionGroup &themes() const { return *m_themes; }
    [[nodiscard]] QMenu *breakMenu() const { return m_break; }

signals:
    void breakRequested(shell::Breakage breakage);

private:
    void fillBreakMenu();
    QAction *make(const QString &text, const QKeySequence &key, QWidget *window);

    QWidget *m_window;
    QActionGroup *m_themes;
    QMenu *m_view = nullptr;
    QMenu *m_break = nullptr;
    QAction *m_list = nullptr;
    QPointer<Workbench> m_workbench;
    QList<QAction *> m_panels; //!< What setWorkbench() put into the window.
};

} // namespace shell
