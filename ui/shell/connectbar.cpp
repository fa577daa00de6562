// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectbar.h"

#include "ui/connecting/closeform.h"
#include "ui/look/tokens.h"
#include "ui/widgets/chip.h"
#include "ui/shell/addressline.h"
#include "ui/shell/timecontrols.h"
#include "ui/text/names.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QWidgetAction>

namespace shell {

ConnectBar::ConnectBar(QWidget *parent)
    : QWidget(parent)
    , m_line(new AddressLine)
    , m_disconnect(new QPushButton)
    , m_otherwise(new QToolButton)
    , m_closeForm(new connecting::CloseForm)
    , m_badge(new widgets::Chip)
{
    buildCloseMenu();
    m_disconnect->setObjectName(QStringLiteral("disconnect"));
    m_badge->setObjectName(QStringLiteral("stateChip"));
    m_badge->setToolTip(tr("How the connection stands"));
    connect(m_badge, &QAbstractButton::clicked, this, [this] { emit statusRequested(m_badge); });
    setFixedHeight(40);
    m_disconnect->setFixedHeight(28);
    m_otherwise->setFixedSize(28, 28);
    m_line->setMaximumWidth(960);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 1);
    layout->setSpacing(8);
    layout->addWidget(m_badge);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_disconnect);
    layout->addWidget(m_otherwise);
    layout->addStretch();
    connect(m_disconnect, &QPushButton::clicked, this, &ConnectBar::disconnectRequested);
    setState(connection::State::Idle);
}

void ConnectBar::buildCloseMenu()
{
    m_otherwise->setObjectName(QStringLiteral("closeOtherwise"));
    m_otherwise->setArrowType(Qt::DownArrow);
    m_otherwise->setPopupMode(QToolButton::InstantPopup);
    m_otherwise->setToolTip(tr("Close with a code and reason of your own"));
    m_otherwise->setAccessibleName(tr("Close with a code and reason"));
    auto *menu = new QMenu(m_otherwise);
    auto *page = new QWidget;
    auto *inside = new QVBoxLayout(page);
    inside->addWidget(m_closeForm);
    page->setMinimumWidth(fontMetrics().averageCharWidth() * 46);
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(page);
    menu->addAction(action);
    m_otherwise->setMenu(menu);
    connect(m_closeForm, &connecting::CloseForm::closeRequested, this, [this, menu](quint16 code, const QString &reason) {
        menu->close();
        emit closeRequested(code, reason);
    });
}

void ConnectBar::setColour(const QString &colour)
{
    m_colour = colour;
    update();
}

void ConnectBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.chrome);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    if (!m_colour.isEmpty())
        painter.fillRect(QRect(0, 0, width(), 3), QColor(m_colour));
}

void ConnectBar::setTimeControls(TimeControls *controls)
{
    m_time = controls;
    layout()->addWidget(controls);
}

void ConnectBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_time)
        m_time->setNarrow(width() < 1200);
}

void ConnectBar::setDetail(const QString &detail)
{
    if (m_detail == detail)
        return;
    m_detail = detail;
    showChip();
}

void ConnectBar::showChip() { m_badge->display(widgets::toneOf(m_state), text::stateName(m_state), m_detail); }

void ConnectBar::setState(connection::State state)
{
    m_state = state;
    showChip();
    const bool atRest = connection::isAtRest(state);
    m_line->connectButton()->setVisible(atRest);
    m_disconnect->setVisible(!atRest);
    m_otherwise->setVisible(connection::isOpen(state));
    m_closeForm->setOpen(connection::isOpen(state));
    if (state == connection::State::Closing) {
        m_disconnect->setText(tr("Cut off"));
        m_disconnect->setToolTip(tr("Does not wait for the other side to confirm (Ctrl+D)"));
    } else if (connection::isOpen(state)) {
        m_disconnect->setText(tr("Disconnect"));
        m_disconnect->setToolTip(tr("Closes the connection in order, with 1000 (Ctrl+D)"));
    } else {
        m_disconnect->setText(tr("Stop"));
        m_disconnect->setToolTip(tr("Gives up connecting (Ctrl+D)"));
    }
}

} // namespace shell
