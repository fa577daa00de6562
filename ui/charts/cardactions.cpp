// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/cardactions.h"

#include "ui/look/icons.h"
#include "ui/look/tokens.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace charts {
namespace {

QToolButton *makeAction(const QString &icon, const QString &toolTip)
{
    auto *const button = new QToolButton;
    button->setIcon(look::icon(icon));
    button->setIconSize({16, 16});
    button->setFixedSize(24, 24);
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

} // namespace

CardActions::CardActions(QWidget *parent)
    : QWidget(parent)
    , m_split(makeAction(QStringLiteral("split"), tr("A chart for each key (S)")))
    , m_overlay(makeAction(QStringLiteral("overlay"), tr("All keys in one chart (O)")))
    , m_maximise(makeAction(QStringLiteral("maximise"), tr("Whole board (M)")))
    , m_more(makeAction(QStringLiteral("more"), tr("Kind, axis and more (Menu)")))
{
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(2, 1, 2, 1);
    row->setSpacing(0);
    for (QToolButton *const button : {m_split, m_overlay, m_maximise, m_more})
        row->addWidget(button);
    connect(m_split, &QToolButton::clicked, this, &CardActions::splitRequested);
    connect(m_overlay, &QToolButton::clicked, this, &CardActions::overlayRequested);
    connect(m_maximise, &QToolButton::clicked, this, &CardActions::maximiseRequested);
    connect(m_more, &QToolButton::clicked, this, &CardActions::moreRequested);
}

void CardActions::setPossible(bool split, bool overlay)
{
    m_split->setEnabled(split);
    m_overlay->setEnabled(overlay);
}

void CardActions::setMaximised(bool maximised)
{
    m_maximise->setToolTip(maximised ? tr("Back among the others (M)") : tr("Whole board (M)"));
    m_maximise->setAccessibleName(m_maximise->toolTip());
}

QSize CardActions::sizeHint() const { return {4 * 24 + 4, 26}; }

void CardActions::setReachable(bool reachable)
{
    for (QToolButton *const button : {m_split, m_overlay, m_maximise, m_more})
        button->setFocusPolicy(reachable ? Qt::StrongFocus : Qt::NoFocus);
}

void CardActions::paintEvent(QPaintEvent *)
{
    const look::Tokens &tokens = look::tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.line2);
    painter.setBrush(tokens.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace charts
