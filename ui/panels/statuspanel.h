// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/countingpanel.h"

class QPushButton;
class QVBoxLayout;

namespace panels {

class Callout;
class FactRow;
class StateBadge;
class ValueLabel;
struct StatusWords;

//! How the connection stands: its state, who the peer is, what went wrong and what happens next, heartbeat and capture.
class StatusPanel : public CountingPanel
{
    Q_OBJECT
public:
    StatusPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent = nullptr);

    void refresh() override;

private:
    void buildTop(QVBoxLayout *page);
    void buildSections(QVBoxLayout *page);
    void display(const StatusWords &words);

    StateBadge *m_state;
    StateBadge *m_exception;
    ValueLabel *m_howLong;
    Callout *m_failure, *m_retry, *m_pressure, *m_heartbeatNote, *m_captureProblem;
    QPushButton *m_reconnect, *m_stop, *m_accept, *m_agree, *m_ping;
    QByteArray m_refusedLeaf;
    QString m_refusedAuthority;
    QString m_redirectTarget;
    FactRow *m_since, *m_address, *m_peer, *m_encryption, *m_fingerprint, *m_close, *m_attempts;
    FactRow *m_roundTrip, *m_range, *m_pings, *m_next;
    FactRow *m_file, *m_captured, *m_behind, *m_notCaptured;
};

} // namespace panels
