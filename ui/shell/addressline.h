// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/recentfeeds.h"
#include "ui/text/explanation.h"

#include <QWidget>

class QPushButton;

namespace widgets {
class Callout;
}

namespace profiles {
class ProfileButton;
class ProfileShelf;
} // namespace profiles

namespace shell {

class AddressField;
class SendOnConnect;

//! The address, what is sent on connect, and the button that connects or ends: one line, with what is wrong below it.
class AddressLine : public QWidget
{
    Q_OBJECT
public:
    explicit AddressLine(QWidget *parent = nullptr);

    //! Where its profiles are listed from; must outlive the line.
    void setShelf(profiles::ProfileShelf &shelf);
    //! Also where the lines for an address come from when it is chosen again.
    void setRecent(const settings::RecentFeeds &recent);
    void showFeed(const QUrl &url, const QList<QByteArray> &sendOnConnect, const QString &profile = {});
    //! A sentence under the line, until the address changes.
    void say(const text::Explanation &problem);
    //! Shows sentences over \a page, below the line, instead of making room for them; the line stays 28 high.
    void floatProblem(QWidget *page);
    //! Selects the address for typing.
    void edit();
    [[nodiscard]] AddressField *field() const { return m_field; }
    [[nodiscard]] SendOnConnect *sendOnConnect() const { return m_lines; }
    [[nodiscard]] QPushButton *connectButton() const { return m_connect; }
    [[nodiscard]] QString problem() const;

signals:
    void openRequested(const QUrl &url, const QList<QByteArray> &sendOnConnect);
    void commandEntered(const QString &command);
    void profileChosen(const QString &name);
    void settingsRequested();
    void escaped();

private:
    void recall(const QString &typed);
    void placeProblem();

    AddressField *m_field;
    SendOnConnect *m_lines;
    profiles::ProfileButton *m_profiles;
    QPushButton *m_connect;
    widgets::Callout *m_problem;
    QWidget *m_floatsOver = nullptr;
    settings::RecentFeeds m_recent;
    QUrl m_recalled; //!< The address whose lines were filled in.
};

} // namespace shell
