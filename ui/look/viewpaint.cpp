// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/viewpaint.h"

#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

namespace look {
namespace {

bool isUpright(QTabBar::Shape shape)
{
    return shape == QTabBar::RoundedEast || shape == QTabBar::RoundedWest || shape == QTabBar::TriangularEast
        || shape == QTabBar::TriangularWest;
}

//! The strip of \a width at the side of \a rect where the page is.
QRectF pageSide(const QRectF &rect, QTabBar::Shape shape, qreal width)
{
    switch (shape) {
    case QTabBar::RoundedSouth:
    case QTabBar::TriangularSouth: return {rect.x(), rect.y(), rect.width(), width};
    case QTabBar::RoundedWest:
    case QTabBar::TriangularWest: return {rect.right() - width, rect.y(), width, rect.height()};
    case QTabBar::RoundedEast:
    case QTabBar::TriangularEast: return {rect.x(), rect.y(), width, rect.height()};
    default: return {rect.x(), rect.bottom() - width, rect.width(), width};
    }
}

} // namespace

void drawItemPanel(QPainter &painter, const QStyleOptionViewItem &option, const Tokens &t)
{
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    const bool active = option.state & QStyle::State_Active;
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(option.rect, active ? t.accentSoft : t.line);
        if (t.contrast)
            drawBox(painter, option.rect, 0, QColor(), t.accent, 2);
    } else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled)) {
        painter.fillRect(option.rect, t.hover);
    }
}

void drawItemFocus(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    drawBox(painter, option.rect, 0, QColor(), t.accent);
}

void drawHeaderSection(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    painter.fillRect(option.rect, t.chrome);
    if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled))
        painter.fillRect(option.rect, t.hover);
    const auto *const header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    const QRectF rect(option.rect);
    if (header && header->orientation == Qt::Vertical)
        drawLine(painter, {rect.right() - 1, rect.y(), 1, rect.height()}, t.line);
    else
        drawLine(painter, {rect.x(), rect.bottom() - 1, rect.width(), 1}, t.line);
}

void drawTabShape(QPainter &painter, const QStyleOptionTab &option, const Tokens &t)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const QRectF rect(option.rect);
    if (enabled && (option.state & QStyle::State_MouseOver) && !(option.state & QStyle::State_Selected))
        drawBox(painter, rect.adjusted(2, 3, -2, -3), 4, t.hover, t.contrast ? t.edge : QColor());
    if (!(option.state & QStyle::State_Selected))
        return;
    const QRectF inner = isUpright(option.shape) ? rect.adjusted(0, 8, 0, -8) : rect.adjusted(8, 0, -8, 0);
    painter.fillRect(pageSide(inner, option.shape, 2), enabled ? t.accent : t.line2);
}

void drawTabBase(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    const auto *const base = qstyleoption_cast<const QStyleOptionTabBarBase *>(&option);
    const QTabBar::Shape shape = base ? base->shape : QTabBar::RoundedNorth;
    drawLine(painter, pageSide(QRectF(option.rect), shape, 1), t.line);
}

} // namespace look
