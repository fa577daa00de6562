// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectbar.h"

#include "ui/panels/statebadge.h"
#include "ui/shell/addressline.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace shell {

ConnectBar::ConnectBar(QWidget *parent)
    : QWidget(parent), m_line(new AddressLine), m_disconnect(new QPushButton), m_badge(new panels::StateBadge)
{
    m_disconnect->setObjectName(QStringLiteral("disconnect"));
    m_badge->setObjectName(QStringLiteral("stateBadge"));
    auto *layout = new QHBoxLayout(this);
    const int space = fontMetrics().height() / 3;
    layout->setContentsMargins(space * 2, space, space * 2, space);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_disconnect, 0, Qt::AlignTop);
    layout->addWidget(m_badge, 0, Qt::AlignTop);
    connect(m_disconnect, &QPushButton::clicked, this, &ConnectBar::disconnectRequested);
    setState(connection::State::Idle);
}

void ConnectBar::setState(connection::State state)
{
    m_badge->setState(state);
    const bool atRest = connection::isAtRest(state);
    m_line->connectButton()->setVisible(atRest);
    m_disconnect->setVisible(!atRest);
    if (state == connection::State::Closing) {
        m_disconnect->setText(tr("Cut off"));
        m_disconnect->setToolTip(tr("Does not wait for the other side to confirm (Ctrl+D)"));
    } else if (connection::isOpen(state)) {
        m_disconnect->setText(tr("Disconnect"));
        m_disconnect->setToolTip(tr("Closes the connection in order (Ctrl+D)"));
    } else {
        m_disconnect->setText(tr("Stop"));
        m_disconnect->setToolTip(tr("Gives up connecting (Ctrl+D)"));
    }
}

} // namespace shell
