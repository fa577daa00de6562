// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/countingpanel.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace panels {

class Callout;
class FactRow;
class PolicyPicture;
class StateBand;

//! What happens after a loss: which attempt, when, by which policy; and all states of this run with what ended them.
class ReconnectPanel : public CountingPanel
{
    Q_OBJECT
public:
    ReconnectPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent = nullptr);

    void refresh() override;

private:
    void buildNow(QVBoxLayout *page);
    void buildEnds(QVBoxLayout *page);
    void buildPolicy(QFormLayout *form);
    void showPolicy(const connection::Policy &policy);
    void showEnds(const connection::Status &status, const connection::Policy &policy);
    void presetChosen(int index);
    void tableEdited();
    void apply(const connection::Policy &policy);

    std::optional<connection::Policy> m_shown;
    connection::History m_shownHistory;
    FactRow *m_state, *m_attempt;
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
