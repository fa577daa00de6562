// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenuBar;

namespace shell {

class Theme;
class Workbench;

//! What a person can ask of the window, each with its key, and the menus they stand in.
class Actions : public QObject
{
    Q_OBJECT
public:
    Actions(Workbench &workbench, Theme &theme, QWidget *window);

    QAction *address; //!< Ctrl+L.
    QAction *demo;
    QAction *close;
    QAction *quit;
    QAction *disconnect; //!< Ctrl+D.
    QAction *reconnect; //!< Ctrl+Shift+R.
    QAction *ping;
    QAction *resetLayout;
    QAction *shortcuts; //!< F1.

    void fillMenus(QMenuBar *bar, Workbench &workbench);
    //! Only what makes sense now is enabled.
    void setState(connection::State state, bool hasAddress);

private:
    QAction *make(const QString &text, const QKeySequence &key, QWidget *window);

    QActionGroup *m_themes;
};

} // namespace shell
