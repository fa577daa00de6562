// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/panels/panel.h"

#include <QTimer>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace panels {

class Callout;
class Sparkline;
class ValueLabel;

//! The rule by which the peer is probed and why it holds, when it is probed next, and how it answered.
class HeartbeatPanel : public Panel
{
    Q_OBJECT
public:
    HeartbeatPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent = nullptr);

    //! For the catalogue: on the machine's clock.
    static std::unique_ptr<Panel> make(const PanelContext &context);

    void setTick(const stream::Tick &tick) override;
    //! Brings what counts by itself up to date.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    ValueLabel *row(QFormLayout *form, const QString &name, const char *objectName);
    void buildRule(QFormLayout *form);
    void showSettings(const connection::HeartbeatSettings &settings);
    void presetChosen(int index);
    void edited();
    void apply(const connection::HeartbeatSettings &settings);

    stream::StreamHandle &m_handle;
    const base::Clock &m_clock;
    QTimer m_timer, m_soon;
    std::optional<connection::HeartbeatSettings> m_shown;
    QFormLayout *m_form;
    QComboBox *m_preset;
    QDoubleSpinBox *m_interval, *m_timeout;
    QLineEdit *m_message, *m_field, *m_value;
    QLabel *m_rule;
    ValueLabel *m_next, *m_last, *m_range, *m_beats, *m_requests;
    Sparkline *m_trips;
    Callout *m_mute, *m_network;
    QPushButton *m_ping;
};

} // namespace panels
