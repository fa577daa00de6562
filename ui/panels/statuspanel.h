// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/panels/panel.h"

#include <QHash>
#include <QTimer>

class QFormLayout;
class QPushButton;
class QVBoxLayout;

namespace panels {

class Callout;
class StateBadge;
class ValueLabel;
struct StatusWords;

//! How the connection stands: its state, who the peer is, what went wrong and what happens next, heartbeat and capture.
class StatusPanel : public Panel
{
    Q_OBJECT
public:
    StatusPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent = nullptr);

    //! For the catalogue: on the machine's clock.
    static std::unique_ptr<Panel> make(const PanelContext &context);

    //! A new state is shown at once, new numbers at most five times a second: nobody reads faster.
    void setTick(const stream::Tick &tick) override;
    //! Brings what counts by itself (durations, countdowns) up to date.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QFormLayout *section(QVBoxLayout *page, const QString &title);
    ValueLabel *row(QFormLayout *form, const QString &name, const char *objectName);
    void buildTop(QVBoxLayout *page);
    void buildSections(QVBoxLayout *page);
    void display(const StatusWords &words);
    void setRow(ValueLabel *value, const QString &text);

    stream::StreamHandle &m_handle;
    const base::Clock &m_clock;
    QTimer m_timer; //!< For what counts by itself.
    QTimer m_soon; //!< Until new numbers are shown.
    QHash<ValueLabel *, QWidget *> m_names; //!< The name that stands before a value.
    connection::State m_shownState = connection::State::Idle;
    StateBadge *m_state;
    StateBadge *m_exception;
    ValueLabel *m_howLong;
    Callout *m_failure, *m_retry, *m_pressure, *m_heartbeatNote, *m_captureProblem;
    QPushButton *m_reconnect, *m_stop, *m_ping;
    ValueLabel *m_since, *m_address, *m_peer, *m_encryption, *m_fingerprint, *m_close, *m_attempts;
    ValueLabel *m_roundTrip, *m_range, *m_pings, *m_next;
    ValueLabel *m_file, *m_captured, *m_behind, *m_notCaptured;
};

} // namespace panels
