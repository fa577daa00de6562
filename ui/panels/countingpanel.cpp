// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/countingpanel.h"

namespace panels {

using namespace std::chrono_literals;

CountingPanel::CountingPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent)
    : Panel(parent)
    , m_handle(handle)
    , m_clock(clock)
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

} // namespace panels
