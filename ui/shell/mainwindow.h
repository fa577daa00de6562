// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tone.h"
#include "ui/profiles/profileshelf.h"
#include "ui/shell/actions.h"
#include "ui/shell/memory.h"
#include "ui/shell/picture.h"
#include "ui/look/theme.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

namespace shell {

class ConnectBar;
class ConnectionTab;
class ConnectionTabs;
class LastTabs;
class NoticeBar;
class StartPage;
class StatusLine;
class Workbench;

//! The window: a menu bar and a tab for each connection.
//!
//! It knows the program only through its WindowContext, and no panel by name: the catalogue has them.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    //! \a context's references must outlive the window.
    explicit MainWindow(WindowContext context, QWidget *parent = nullptr);

    //! A tab for \a handle, and shows it if \a show.
    ConnectionTab &addTab(stream::StreamHandle &handle, bool show = true);
    //! The window as a PNG in \a file, as it would be on the screen; false when it could not be written.
    base::Expected<void, base::FileError> saveScreenshot(const QString &file) { return savePicture(*this, file); }
    //! A line in the shown tab that stays until it is put away or cleared.
    void raiseNotice(const QString &key, widgets::Tone tone, const QString &text);

    //! Blocks until all that is remembered is on the disk; for tests and the very end.
    void waitUntilSaved() { m_memory.waitUntilSaved(); }

    [[nodiscard]] ConnectionTabs &tabs() { return *m_tabs; }
    [[nodiscard]] look::Theme &theme() { return m_theme; }
    // Of the shown tab.
    [[nodiscard]] ConnectionTab &tab() const;
    [[nodiscard]] bool showsStartPage() const;
    [[nodiscard]] Workbench &workbench() const;
    [[nodiscard]] StartPage &startPage() const;
    [[nodiscard]] ConnectBar &connectBar() const;
    [[nodiscard]] StatusLine &statusLine() const;
    [[nodiscard]] NoticeBar &noticeBar() const;

signals:
    //! The person closed it; what is to be remembered is being saved. The program ends in order now.
    void closed();
    //! There is one more tab.
    void tabAdded(shell::ConnectionTab *tab);

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void buildLayout();
    void connectAll();
    void restore();
    void newConnection();
    ConnectionTab *addFreshTab();
    void closeTab(ConnectionTab *tab);
    void keepLayout(ConnectionTab *before, ConnectionTab *next);
    void showTab();
    void tabChanged(const ConnectionTab *tab);

    WindowContext m_context;
    Memory m_memory;
    profiles::ProfileShelf m_shelf;
    look::Theme m_theme;
    Actions *m_actions; // Children from here on.
    ConnectionTabs *m_tabs;
    LastTabs *m_last;
};

} // namespace shell
