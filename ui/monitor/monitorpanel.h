// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/widgets/panel.h"
#include "ui/monitor/ratehistory.h"

#include <QTimer>

class QGridLayout;
class QVBoxLayout;

namespace widgets {
class Sparkline;
class ValueLabel;
}

namespace monitor {

//! What the connection carries: rates each way with the last minute as a line, totals, errors, latency.
class MonitorPanel : public widgets::Panel
{
    Q_OBJECT
public:
    explicit MonitorPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

    //! Totals follow at most five times a second.
    void setTick(const stream::Tick &tick) override;
    //! Once a second, also while hidden, so that the line has no holes.
    void sample();

protected:
    void showEvent(QShowEvent *event) override;

private:
    //! One direction: in or out.
    struct Flow
    {
        RateHistory messages, bytes;
        widgets::ValueLabel *messageRate = nullptr, *byteRate = nullptr, *totalMessages = nullptr, *totalBytes = nullptr,
                   *wire = nullptr, *control = nullptr;
        widgets::Sparkline *line = nullptr;
    };

    void buildFlows(QVBoxLayout *page);
    void buildTotals(QVBoxLayout *page);
    void buildErrors(QVBoxLayout *page);
    widgets::ValueLabel *cell(QGridLayout *grid, int row, int column, const char *name);
    void showTotals();
    void showRates(Flow &flow);
    void countProblem(widgets::ValueLabel *value, quint64 count);

    stream::StreamHandle &m_handle;
    const base::Clock &m_clock;
    QTimer m_second;
    QTimer m_soon;
    Flow m_in, m_out;
    widgets::ValueLabel *m_malformed, *m_decode, *m_failures, *m_timeouts, *m_reconnects, *m_latency, *m_connect;
};

} // namespace monitor
