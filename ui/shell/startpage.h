// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/recentfeeds.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace shell {

class AddressLine;
class OfferCard;
class RecentCaptures;

//! What stands in the window before there is an address: where to type one, ways to begin, the feeds used before and
//! the recordings of earlier runs. A file dropped anywhere on it is opened.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    void setRecent(const settings::RecentFeeds &recent);
    //! Offers to open the connections of the last time, by these names; none: no offer.
    void offerLast(const QStringList &names);
    [[nodiscard]] AddressLine *line() const { return m_line; }
    [[nodiscard]] QPushButton *demoButton() const;
    [[nodiscard]] QListWidget *recentList() const { return m_list; }
    [[nodiscard]] RecentCaptures *captures() const { return m_captures; }

signals:
    void openRequested(const QUrl &url, const QList<QByteArray> &sendOnConnect);
    void demoRequested();
    void lastRequested();
    void forgetRequested(const QUrl &url);
    //! A file was dropped or chosen.
    void fileRequested(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHead(QVBoxLayout *page);
    void buildOffers(QVBoxLayout *page);
    [[nodiscard]] OfferCard *fillIn(const char *icon, const QString &name, const QString &address);
    void buildRecent(QVBoxLayout *page);
    void chooseFile();
    void openRow(int row);

    AddressLine *m_line;
    OfferCard *m_demo, *m_last, *m_open;
    QLabel *m_recentTitle;
    QListWidget *m_list;
    RecentCaptures *m_captures;
    QWidget *m_recent; //!< With its title.
    QBoxLayout *m_columns = nullptr; //!< Side by side while there is room.
    settings::RecentFeeds m_feeds;
    bool m_dropping = false;
};

} // namespace shell
