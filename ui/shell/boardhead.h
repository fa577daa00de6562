// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace dashboard {
class DashboardPanel;
}

namespace shell {

//! The line above the charts, 32 high: which fields are charted, of how many.
class BoardHead : public QWidget
{
    Q_OBJECT
public:
    //! \a board must outlive it.
    explicit BoardHead(dashboard::DashboardPanel &board, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showCount();

    dashboard::DashboardPanel &m_board;
    QToolButton *m_fields;
};

} // namespace shell
