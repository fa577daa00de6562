// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/widgets/panel.h"

#include <QTimer>

class QVBoxLayout;

namespace widgets {

//! A panel of rows about a connection, some of which count by themselves: durations, countdowns. A new state is shown
//! at once, new numbers at most five times a second, since nobody reads faster; a hidden panel does nothing.
class CountingPanel : public Panel
{
    Q_OBJECT
public:
    void setTick(const stream::Tick &tick) override;
    //! Shows what the handle's Tick says and what the clock has reached.
    virtual void refresh() = 0;

protected:
    CountingPanel(const PanelContext &context, QWidget *parent);

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

    [[nodiscard]] stream::StreamHandle &handle() { return m_handle; }
    [[nodiscard]] base::Instant now() const { return m_clock.now(); }
    //! How often refresh() is called while nothing comes; 200 ms until then.
    void setPace(std::chrono::milliseconds pace);

private:
    stream::StreamHandle &m_handle;
    const base::Clock &m_clock;
    QTimer m_timer;
    QTimer m_soon; //!< Until new numbers are shown.
    connection::State m_shownState = connection::State::Idle;
};

} // namespace widgets
