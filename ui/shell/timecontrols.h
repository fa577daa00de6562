// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace dashboard {
class DashboardPanel;
}
namespace widgets {
class Pill;
class Segments;
} // namespace widgets

namespace shell {

//! How much time the charts show, and whether they follow: in the toolbar, for the board of its connection.
class TimeControls : public QWidget
{
    Q_OBJECT
public:
    //! \a board must outlive it.
    explicit TimeControls(dashboard::DashboardPanel &board, QWidget *parent = nullptr);

    [[nodiscard]] widgets::Segments &span() const { return *m_span; }
    [[nodiscard]] widgets::Pill &pill() const { return *m_pill; }
    //! Without the segments, where there is no room for them.
    void setNarrow(bool narrow);

private:
    void showSpan();
    void showLive();

    dashboard::DashboardPanel &m_board;
    widgets::Segments *m_span;
    widgets::Pill *m_pill;
};

} // namespace shell
