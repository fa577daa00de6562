// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/countingpanel.h"

namespace widgets {

using namespace std::chrono_literals;

CountingPanel::CountingPanel(const PanelContext &context, QWidget *parent)
    : Panel(parent)
    , m_handle(context.handle)
    , m_clock(context.clock)
{
    m_timer.setInterval(200ms);
    connect(&m_timer, &QTimer::timeout, this, &CountingPanel::refresh);
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &CountingPanel::refresh);
}

void CountingPanel::setTick(const stream::Tick &tick)
{
    if (tick.status.state != m_shownState) {
        m_shownState = tick.status.state;
        refresh();
    } else if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void CountingPanel::setPace(std::chrono::milliseconds pace)
{
    if (m_timer.intervalAsDuration() != pace)
        m_timer.setInterval(pace);
}

void CountingPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    refresh();
    m_timer.start();
}

void CountingPanel::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    m_soon.stop();
    Panel::hideEvent(event);
}

} // namespace widgets
