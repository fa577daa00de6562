// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace shell {

//! The one inspector column at the right of the work area: the chosen message, or the connection in short when nothing
//! is chosen. Where there is no room for a column the work area lays it over its pages as a drawer.
class SideColumn : public QFrame
{
    Q_OBJECT
public:
    //! Owns both from now on.
    SideColumn(QWidget *detail, QWidget *summary, QWidget *parent = nullptr);

    //! Shows the message \a number, or the summary for 0.
    void setChosen(quint64 number);
    [[nodiscard]] quint64 chosen() const { return m_chosen; }
    //! Only a drawer has a button that closes it, and a shadow's border on the other side.
    void setDrawer(bool drawer);

signals:
    void closeRequested();
    void previousRequested();
    void nextRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showTitle();

    QLabel *m_title;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
    QStackedWidget *m_pages;
    quint64 m_chosen = 0;
    bool m_drawer = false;
};

} // namespace shell
