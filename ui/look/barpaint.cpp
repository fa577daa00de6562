// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/barpaint.h"

#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace look {
namespace {

constexpr int thumb = 6, shortestThumb = 24, railHeight = 4;

QRect thumbRect(const QStyleOptionSlider &option)
{
    const bool across = option.orientation == Qt::Horizontal;
    const int length = across ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int size = length;
    if (range > 0) {
        size = static_cast<int>(qint64(length) * option.pageStep / (range + option.pageStep));
        size = std::clamp(size, std::min(shortestThumb, length), length);
    }
    const int at = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown);
    const QRect rect = across ? QRect(option.rect.x() + at, option.rect.y(), size, option.rect.height())
                              : QRect(option.rect.x(), option.rect.y() + at, option.rect.width(), size);
    return rect;
}

} // namespace

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const QRect handle = thumbRect(option), all = option.rect;
    const bool across = option.orientation == Qt::Horizontal;
    QRect rect;
    switch (part) {
    case QStyle::SC_ScrollBarSlider: rect = handle; break;
    case QStyle::SC_ScrollBarGroove: rect = all; break;
    case QStyle::SC_ScrollBarSubPage:
        rect = across ? QRect(all.topLeft(), QPoint(handle.left() - 1, all.bottom()))
                      : QRect(all.topLeft(), QPoint(all.right(), handle.top() - 1));
        break;
    case QStyle::SC_ScrollBarAddPage:
        rect = across ? QRect(QPoint(handle.right() + 1, all.top()), all.bottomRight())
                      : QRect(QPoint(all.left(), handle.bottom() + 1), all.bottomRight());
        break;
    default: return {}; // No arrows.
    }
    return across ? QStyle::visualRect(option.direction, all, rect) : rect;
}

QColor scrollGround(const QWidget *bar, const Tokens &t)
{
    for (const QWidget *each = bar ? bar->parentWidget() : nullptr; each; each = each->parentWidget()) {
        if (const auto *const area = qobject_cast<const QAbstractScrollArea *>(each))
            return area->viewport() ? area->viewport()->palette().color(area->viewport()->backgroundRole()) : t.chrome;
    }
    return t.chrome;
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QWidget *bar, const Tokens &t)
{
    painter.fillRect(option.rect, scrollGround(bar, t));
    if (option.maximum <= option.minimum)
        return;
    QRectF rect(scrollBarPart(option, QStyle::SC_ScrollBarSlider));
    const bool across = option.orientation == Qt::Horizontal;
    const qreal spare = ((across ? rect.height() : rect.width()) - thumb) / 2;
    rect = across ? rect.adjusted(2, spare, -2, -spare) : rect.adjusted(spare, 2, -spare, -2);
    const bool used = (option.state & QStyle::State_Sunken) && option.activeSubControls == QStyle::SC_ScrollBarSlider;
    const bool over = option.state & QStyle::State_MouseOver;
    drawBox(painter, rect, thumb / 2.0, used ? t.text3 : over ? t.edge : mixed(t.edge, t.line2, 0.35));
}

void drawProgressGroove(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    QRectF rail(option.rect);
    const auto *const bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option);
    if (bar && !(bar->state & QStyle::State_Horizontal))
        rail = QRectF(rail.center().x() - railHeight / 2.0, rail.y(), railHeight, rail.height());
    else
        rail = QRectF(rail.x(), rail.center().y() - railHeight / 2.0, rail.width(), railHeight);
    drawBox(painter, rail, railHeight / 2.0, t.line2);
}

void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option, const Tokens &t)
{
    const bool across = option.state & QStyle::State_Horizontal;
    const QRectF all(option.rect);
    const double range = double(option.maximum) - option.minimum;
    // Nobody knows how much is left: a third in the middle says that something goes on, and nothing moves.
    const bool known = range > 0;
    const double share = known ? std::clamp((double(option.progress) - option.minimum) / range, 0.0, 1.0) : 1.0 / 3;
    const double from = known ? 0 : share;
    if (share <= 0)
        return;
    QRectF done = across
        ? QRectF(all.x() + all.width() * from, all.center().y() - railHeight / 2.0, all.width() * share, railHeight)
        : QRectF(all.center().x() - railHeight / 2.0, all.bottom() - all.height() * (from + share), railHeight,
            all.height() * share);
    const bool back = across && (option.invertedAppearance != (option.direction == Qt::RightToLeft));
    if (back)
        done.moveRight(all.right() - (done.left() - all.left()));
    drawBox(painter, done, railHeight / 2.0, option.state & QStyle::State_Enabled ? t.accent : t.text3);
}

void drawSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle, const Tokens &t)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool across = option.orientation == Qt::Horizontal;
    const QRectF all(option.rect);
    const QPointF middle = QRectF(handle).center();
    const QRectF rail = across ? QRectF(all.x(), middle.y() - railHeight / 2.0, all.width(), railHeight)
                               : QRectF(middle.x() - railHeight / 2.0, all.y(), railHeight, all.height());
    QRectF done = rail;
    // Of one that stands Qt calls the usual way, from below, upside down.
    if (across)
        option.upsideDown ? done.setLeft(middle.x()) : done.setRight(middle.x());
    else
        option.upsideDown ? done.setTop(middle.y()) : done.setBottom(middle.y());
    drawBox(painter, rail, railHeight / 2.0, t.line2);
    drawBox(painter, done, railHeight / 2.0, enabled ? t.accent : t.text3);
    constexpr qreal knob = 14;
    const bool over = enabled && (option.state & QStyle::State_MouseOver);
    drawBox(painter, QRectF(middle.x() - knob / 2, middle.y() - knob / 2, knob, knob), knob / 2, t.raised,
        !enabled   ? t.line2
            : over ? t.text3
                   : t.edge);
}

void drawSplitter(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    const bool over = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    drawLine(painter, QRectF(option.rect), over ? t.edge : t.line);
}

} // namespace look
