// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/recentfeeds.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace shell {

class RecentCaptures;

class AddressLine;

//! What stands in the window before there is an address: where to type one, the demo, and the feeds used before.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    void setRecent(const settings::RecentFeeds &recent);
    //! Offers to open the connections of the last time, by these names; none: no offer.
    void offerLast(const QStringList &names);
    [[nodiscard]] AddressLine *line() const { return m_line; }
    [[nodiscard]] QPushButton *demoButton() const { return m_demo; }
    [[nodiscard]] QListWidget *recentList() const { return m_list; }
    [[nodiscard]] RecentCaptures *captures() const { return m_captures; }

signals:
    void openRequested(const QUrl &url, const QList<QByteArray> &sendOnConnect);
    void demoRequested();
    void lastRequested();
    void forgetRequested(const QUrl &url);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHead(QVBoxLayout *page);
    void buildOffers(QVBoxLayout *page);
    void buildRecent(QVBoxLayout *page);
    void openRow(int row);

    AddressLine *m_line;
    QPushButton *m_demo;
    QPushButton *m_last;
    QLabel *m_recentTitle;
    QListWidget *m_list;
    RecentCaptures *m_captures;
    settings::RecentFeeds m_recent;
};

} // namespace shell
