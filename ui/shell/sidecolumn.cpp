// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidecolumn.h"

#include "ui/look/icons.h"
#include "ui/look/tokens.h"
#include "ui/text/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>

namespace shell {
namespace {

QToolButton *headButton(const QString &icon, const QString &name, const QString &objectName)
{
    auto *button = new QToolButton;
    button->setObjectName(objectName);
    button->setIcon(look::icon(icon));
    button->setIconSize(QSize(16, 16));
    button->setAutoRaise(true);
    button->setFixedSize(28, 28);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

SideColumn::SideColumn(QWidget *detail, QWidget *summary, QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel)
    , m_previous(headButton(QStringLiteral("chevleft"), tr("Previous message"), QStringLiteral("sidePrevious")))
    , m_next(headButton(QStringLiteral("chevright"), tr("Next message"), QStringLiteral("sideNext")))
    , m_close(headButton(QStringLiteral("close"), tr("Close (Esc)"), QStringLiteral("sideClose")))
    , m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("sideColumn"));
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setTextFormat(Qt::PlainText);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 8, 0);
    head->setSpacing(4);
    head->addWidget(m_title, 1);
    for (QToolButton *button : {m_previous, m_next, m_close})
        head->addWidget(button);
    auto *headBox = new QWidget;
    headBox->setFixedHeight(40);
    headBox->setLayout(head);
    m_pages->addWidget(summary);
    m_pages->addWidget(detail);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(headBox);
    column->addWidget(m_pages, 1);
    connect(m_previous, &QToolButton::clicked, this, &SideColumn::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &SideColumn::nextRequested);
    connect(m_close, &QToolButton::clicked, this, &SideColumn::closeRequested);
    showTitle();
}

void SideColumn::setChosen(quint64 number)
{
    if (number == m_chosen && !m_title->text().isEmpty())
        return;
    m_chosen = number;
    m_pages->setCurrentIndex(number ? 1 : 0);
    showTitle();
}

void SideColumn::setDrawer(bool drawer)
{
    m_drawer = drawer;
    showTitle();
}

void SideColumn::showTitle()
{
    m_title->setText(m_chosen ? tr("Message %1").arg(text::count(m_chosen)) : tr("Connection"));
    m_previous->setVisible(m_chosen);
    m_next->setVisible(m_chosen);
    m_close->setVisible(m_chosen || m_drawer);
}

void SideColumn::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.card);
    painter.fillRect(QRect(isRightToLeft() ? width() - 1 : 0, 0, 1, height()), m_drawer ? t.line2 : t.line);
    painter.fillRect(QRect(0, 39, width(), 1), t.line);
}

void SideColumn::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QFrame::keyPressEvent(event);
    emit closeRequested();
}

} // namespace shell
