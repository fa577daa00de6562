// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"

#include <QWidget>

class QPushButton;

namespace panels {
class StateBadge;
}

namespace shell {

class AddressLine;

//! The bar above the panels: an address line whose button also disconnects, and the state.
class ConnectBar : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectBar(QWidget *parent = nullptr);

    void setState(connection::State state);
    [[nodiscard]] AddressLine *line() const { return m_line; }
    [[nodiscard]] QPushButton *disconnectButton() const { return m_disconnect; }

signals:
    void disconnectRequested();

private:
    AddressLine *m_line;
    QPushButton *m_disconnect;
    panels::StateBadge *m_badge;
};

} // namespace shell
