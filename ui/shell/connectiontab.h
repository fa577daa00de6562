// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/preferences.h"
#include "ui/widgets/tone.h"
#include "ui/shell/noticelist.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

#include <QTimer>

#include <optional>

namespace widgets {
class Callout;
class Panel;
class Popover;
}

namespace profiles {
class ProfileShelf;
}

namespace shell {

class AddressLine;
class AlertsPage;
class ConnectBar;
class Memory;
class NoticeBar;
class RecordingsPage;
class StartPage;
class StatusLine;
class Workbench;

//! All of one connection: the start page until there is an address, then its connect bar, panels, notices and status
//! line.
class ConnectionTab : public QWidget
{
    Q_OBJECT
public:
    //! All references must outlive the tab.
    ConnectionTab(const WindowContext &context, stream::StreamHandle &handle, Memory &memory,
        profiles::ProfileShelf &shelf, QWidget *parent = nullptr);
    ~ConnectionTab() override;

    [[nodiscard]] stream::StreamHandle &handle() const { return m_handle; }
    [[nodiscard]] bool showsStartPage() const;
    [[nodiscard]] bool hasAddress() const { return !m_shown.url.isEmpty(); }
    //! The address for a title, without secrets; empty before there is one.
    [[nodiscard]] QString address() const;

    //! What the next start needs to open this again; nothing for the start page and the demo.
    [[nodiscard]] std::optional<settings::OpenTab> toRemember() const;
    void openAgain(const settings::OpenTab &kept);
    void openDemo();
    void disconnectNow();
    void editAddress();
    //! Opens the connection settings.
    void editSettings();
    //! Puts the keyboard where the next thing is done: the address, or the dashboard.
    void focusFirst();
    //! A line in the tab that stays until it is put away or cleared.
    void raiseNotice(const QString &key, widgets::Tone tone, const QString &text);

    [[nodiscard]] Workbench &workbench() const { return *m_workbench; }
    [[nodiscard]] StartPage &startPage() const { return *m_start; }
    [[nodiscard]] ConnectBar &connectBar() const { return *m_bar; }
    [[nodiscard]] StatusLine &statusLine() const { return *m_statusLine; }
    [[nodiscard]] RecordingsPage &recordings() const { return *m_recordings; }
    [[nodiscard]] AlertsPage &alerts() const { return *m_alerts; }
    [[nodiscard]] NoticeBar &noticeBar() const { return *m_notices; }

signals:
    //! The address or the state is another one.
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void placeOverlays();
    void showStatus(QWidget *anchor);
    void showSince();
    void connectAll();
    void connectLine(AddressLine &line);
    void open(const QUrl &url, const QList<QByteArray> &sendOnConnect);
    void openProfile(const settings::Profile &profile);
    void takeCommand(AddressLine &line, const QString &command);
    void chooseProfile(const QString &name);
    void useWithheld();
    void showSettings(const settings::Profile &profile, const QString &remark);
    void tickArrived(const stream::Tick &tick);
    void tell(const QList<Notice> &notices);
    void showProfile();
    void setRecent();
    void rememberOpened();

    const WindowContext &m_context;
    stream::StreamHandle &m_handle;
    Memory &m_memory;
    profiles::ProfileShelf &m_shelf;
    QString m_awaited; //!< The profile that is being read for this tab.
    Workbench *m_workbench; // Children from here on.
    ConnectBar *m_bar;
    NoticeBar *m_notices;
    widgets::Callout *m_consent; //!< Asks what a profile from elsewhere may use.
    StartPage *m_start;
    AlertsPage *m_alerts;
    RecordingsPage *m_recordings;
    StatusLine *m_statusLine;
    widgets::Popover *m_popover = nullptr; //!< How the connection stands, under the chip; made when it is asked for.
    widgets::Panel *m_status = nullptr; //!< In it.
    QTimer m_clockTimer; //!< What counts in the toolbar.
    settings::Profile m_shown; //!< The profile in the address line.
    std::optional<connection::State> m_state;
    QHash<QString, widgets::Tone> m_told; //!< Standing notices by key, and how bad they were.
};

} // namespace shell
