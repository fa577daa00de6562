// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/countingpanel.h"

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace widgets {
class Callout;
class FactRow;
class Sparkline;
}

namespace connecting {

//! The rule by which the peer is probed and why it holds, when it is probed next, and how it answered.
class HeartbeatPanel : public widgets::CountingPanel
{
    Q_OBJECT
public:
    explicit HeartbeatPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

    void refresh() override;

private:
    void buildFacts(QFormLayout *form);
    void buildRule(QFormLayout *form);
    void showSettings(const connection::HeartbeatSettings &settings);
    void presetChosen(int index);
    void edited();
    void apply(const connection::HeartbeatSettings &settings);

    std::optional<connection::HeartbeatSettings> m_shown;
    QFormLayout *m_form;
    QComboBox *m_preset;
    QDoubleSpinBox *m_interval, *m_timeout;
    QLineEdit *m_message, *m_field, *m_value;
    QLabel *m_rule;
    widgets::FactRow *m_next, *m_last, *m_range, *m_beats, *m_requests;
    widgets::Sparkline *m_trips;
    widgets::Callout *m_mute, *m_network;
    QPushButton *m_ping;
};

} // namespace connecting
