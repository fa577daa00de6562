// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace base {
class Clock;
}

namespace shell {

class ConnectionList;
class ConnectionModel;
class ConnectionTab;

//! The tabs of all connections, the list beside them and the one that is shown. The list comes by itself when there are
//! more than tabs can name.
//!
//! What is hidden is not painted: the pages stand in a stack, and panels ask whether they are visible.
class ConnectionTabs : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionTabs(const base::Clock &clock, QWidget *parent = nullptr);

    //! Adds \a tab behind the others, its owner from now on, and shows it if \a show.
    void add(ConnectionTab *tab, bool show = true);
    //! Takes \a tab out; the caller deletes it. Its neighbour is shown.
    void take(ConnectionTab *tab);
    void setCurrent(ConnectionTab *tab);
    //! Shows the next one, or the one before, round and round.
    void step(int by);

    [[nodiscard]] ConnectionTab *current() const;
    [[nodiscard]] QList<ConnectionTab *> tabs() const;
    [[nodiscard]] int count() const;
    [[nodiscard]] QTabBar &bar() const { return *m_bar; }
    //! The tabs and the button for one more: for the row of the menus, which owns it from then on.
    [[nodiscard]] QWidget *strip() const { return m_strip; }
    [[nodiscard]] ConnectionList &list() const { return *m_list; }
    [[nodiscard]] ConnectionModel &model() const { return *m_model; }
    //! Shows and hides the list; on its own it is there from the second connection on.
    [[nodiscard]] QAction *listAction() const { return m_listAction; }

signals:
    //! \a tab is about to be shown instead of \a before, which may be null.
    void currentAboutToChange(shell::ConnectionTab *before, shell::ConnectionTab *tab);
    void currentChanged(shell::ConnectionTab *tab);
    void closeRequested(shell::ConnectionTab *tab);
    void newRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void showRow(int row);
    void nameTab(ConnectionTab *tab);
    void showFurniture();
    [[nodiscard]] ConnectionTab *at(int row) const;

    ConnectionModel *m_model;
    QTabBar *m_bar;
    QWidget *m_strip; //!< The bar and the button for one more.
    ConnectionList *m_list;
    QStackedWidget *m_pages; //!< In the order of the tabs.
    QSplitter *m_splitter;
    QAction *m_listAction;
    bool m_changing = false;
    bool m_listChosen = false; //!< A person decided about the list.
};

} // namespace shell
