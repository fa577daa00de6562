// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/panels/panel.h"

#include <QTimer>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace panels {

class Callout;
class PolicyPicture;
class StateBand;
class ValueLabel;

//! What happens after a loss: which attempt, when, by which policy; and all states of this run with what ended them.
class ReconnectPanel : public Panel
{
    Q_OBJECT
public:
    ReconnectPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent = nullptr);

    //! For the catalogue: on the machine's clock.
    static std::unique_ptr<Panel> make(const PanelContext &context);

    void setTick(const stream::Tick &tick) override;
    //! Brings what counts by itself up to date.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildPolicy(QFormLayout *form);
    void showPolicy(const connection::Policy &policy);
    void showEnds(const connection::Status &status, const connection::Policy &policy);
    void presetChosen(int index);
    void tableEdited();
    void apply(const connection::Policy &policy);

    stream::StreamHandle &m_handle;
    const base::Clock &m_clock;
    QTimer m_timer, m_soon;
    std::optional<connection::Policy> m_shown;
    connection::History m_shownHistory;
    ValueLabel *m_state, *m_attempt;
    Callout *m_next, *m_wrong;
    QPushButton *m_now, *m_stop;
    StateBand *m_band;
    QListWidget *m_ends;
    PolicyPicture *m_picture;
    QComboBox *m_preset;
    QSpinBox *m_limit;
    QLineEdit *m_codes, *m_statuses;
};

} // namespace panels
