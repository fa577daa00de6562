// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"

#include <QWidget>

class QPushButton;
class QToolButton;

namespace connecting {
class CloseForm;
}

namespace widgets {
class Chip;
}

namespace shell {

class AddressLine;
class TimeControls;

//! The bar above the panels: an address line whose button also disconnects, and the state.
class ConnectBar : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectBar(QWidget *parent = nullptr);

    void setState(connection::State state);
    //! What counts beside the state: since when, or until the next attempt.
    void setDetail(const QString &detail);
    //! A stripe in the profile's colour, `#rrggbb`; empty: none.
    void setColour(const QString &colour);
    //! Stands at the end of the bar, which owns it.
    void setTimeControls(TimeControls *controls);
    [[nodiscard]] AddressLine *line() const { return m_line; }
    [[nodiscard]] QPushButton *disconnectButton() const { return m_disconnect; }

signals:
    //! A person wants to know more about the state; \a chip is where.
    void statusRequested(QWidget *chip);
    void disconnectRequested();
    void closeRequested(quint16 code, const QString &reason);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildCloseMenu();
    void showChip();

    AddressLine *m_line;
    QPushButton *m_disconnect;
    QToolButton *m_otherwise; //!< Closes with a code and reason of one's own.
    connecting::CloseForm *m_closeForm;
    QString m_colour;
    widgets::Chip *m_badge; //!< How it stands; a press shows more.
    TimeControls *m_time = nullptr;
    connection::State m_state = connection::State::Idle;
    QString m_detail;
};

} // namespace shell
