// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/tone.h"
#include "ui/shell/actions.h"
#include "ui/shell/memory.h"
#include "ui/shell/theme.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

#include <optional>

class QMenuBar;
class QStackedWidget;

namespace shell {

class ConnectBar;
class NoticeBar;
class StartPage;
class StatusLine;
class Workbench;

//! The window: the start page until there is an address, then the connect bar and the panels.
//!
//! It knows the program only through its WindowContext, and no panel by name: the catalogue has them.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    //! \a context's references must outlive the window.
    explicit MainWindow(WindowContext context, QWidget *parent = nullptr);
    ~MainWindow() override;

    //! The window as a PNG in \a file, as it would be on the screen; false when it could not be written.
    [[nodiscard]] bool saveScreenshot(const QString &file);
    //! A line in the window that stays until it is put away or cleared.
    void raiseNotice(const QString &key, panels::Tone tone, const QString &text);

    //! Blocks until all that is remembered is on the disk; for tests and the very end.
    void waitUntilSaved() { m_memory.waitUntilSaved(); }

    [[nodiscard]] bool showsStartPage() const;
    [[nodiscard]] Workbench &workbench() { return *m_workbench; }
    [[nodiscard]] StartPage &startPage() { return *m_start; }
    [[nodiscard]] ConnectBar &connectBar() { return *m_bar; }
    [[nodiscard]] StatusLine &statusLine() { return *m_statusLine; }
    [[nodiscard]] NoticeBar &noticeBar() { return *m_notices; }

signals:
    //! The person closed it; what is to be remembered is being saved. The program ends in order now.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void buildLayout();
    void connectAll();
    void restore();
    void open(const QUrl &url, const QList<QByteArray> &sendOnConnect);
    void openDemo();
    void disconnectNow();
    void editAddress();
    void tickArrived(const stream::Tick &tick);
    void showProfile();
    void setRecent();
    void rememberOpened();

    WindowContext m_context;
    Memory m_memory;
    Theme m_theme;
    Workbench *m_workbench; // Children from here on.
    Actions *m_actions;
    QMenuBar *m_menus;
    ConnectBar *m_bar;
    NoticeBar *m_notices;
    StartPage *m_start;
    QStackedWidget *m_pages;
    StatusLine *m_statusLine;
    settings::Profile m_shown; //!< The profile in the address line.
    std::optional<connection::State> m_state;
};

} // namespace shell
