// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/countingpanel.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace widgets {
class Callout;
class FactRow;
}

namespace connecting {

class PolicyPicture;
class StateBand;

//! What happens after a loss: which attempt, when, by which policy; and all states of this run with what ended them.
class ReconnectPanel : public widgets::CountingPanel
{
    Q_OBJECT
public:
    explicit ReconnectPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

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
    widgets::FactRow *m_state, *m_attempt;
    widgets::Callout *m_next, *m_wrong;
    QPushButton *m_now, *m_stop;
    StateBand *m_band;
    QListWidget *m_ends;
    PolicyPicture *m_picture;
    QComboBox *m_preset;
    QSpinBox *m_limit;
    QLineEdit *m_codes, *m_statuses;
};

} // namespace connecting
