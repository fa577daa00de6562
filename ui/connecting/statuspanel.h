// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/countingpanel.h"

class QPushButton;
class QVBoxLayout;

namespace widgets {
class Callout;
class FactRow;
class StateBadge;
class ValueLabel;
}

namespace connecting {

struct StatusWords;

//! How the connection stands: its state, who the peer is, what went wrong and what happens next, heartbeat and capture.
class StatusPanel : public widgets::CountingPanel
{
    Q_OBJECT
public:
    explicit StatusPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

    void refresh() override;

private:
    void buildTop(QVBoxLayout *page);
    void buildSections(QVBoxLayout *page);
    void display(const StatusWords &words);

    widgets::StateBadge *m_state;
    widgets::StateBadge *m_exception;
    widgets::ValueLabel *m_howLong;
    widgets::Callout *m_failure, *m_retry, *m_pressure, *m_heartbeatNote, *m_captureProblem;
    QPushButton *m_reconnect, *m_stop, *m_accept, *m_agree, *m_ping;
    QByteArray m_refusedLeaf;
    QString m_refusedAuthority;
    QString m_redirectTarget;
    widgets::FactRow *m_since, *m_address, *m_peer, *m_encryption, *m_fingerprint, *m_close, *m_attempts;
    widgets::FactRow *m_roundTrip, *m_range, *m_pings, *m_next;
    widgets::FactRow *m_file, *m_captured, *m_behind, *m_notCaptured;
};

} // namespace connecting
