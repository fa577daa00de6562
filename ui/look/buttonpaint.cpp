// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/buttonpaint.h"

#include "ui/look/icons.h"
#include "ui/look/kind.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QAbstractButton>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

namespace look {
namespace {

constexpr qreal controlRadius = 6, denseRadius = 4;
constexpr int iconGap = 8, toolArrow = 18;

struct Press
{
    bool enabled, over, down, on;

    explicit Press(const QStyleOption &option)
        : enabled(option.state & QStyle::State_Enabled)
        , over(enabled && (option.state & QStyle::State_MouseOver))
        , down(enabled && (option.state & QStyle::State_Sunken))
        , on(option.state & QStyle::State_On)
    {
    }
};

qreal radiusOf(const QStyleOption &option) { return option.rect.height() <= 24 ? denseRadius : controlRadius; }

QColor laid(const QColor &over, const QColor &under) { return mixed(over, under, over.alphaF()); }

void drawPrimary(QPainter &painter, const QStyleOption &option, const Press &press, const Tokens &t)
{
    QColor fill = t.accentFill;
    if (press.down)
        fill = fill.darker(118);
    else if (press.over)
        fill = mixed(QColor(Qt::white), fill, 0.07);
    drawBox(painter, option.rect, radiusOf(option), fill, t.contrast ? t.line : QColor());
}

QColor labelColour(Kind kind, const Press &press, const Tokens &t)
{
    if (!press.enabled)
        return t.text3;
    switch (kind) {
    case Kind::Primary: return t.onAccent;
    case Kind::Danger: return t.bad;
    case Kind::Quiet: return press.on ? t.accent : press.over || press.down ? t.text : t.text2;
    case Kind::Plain: break;
    }
    return press.on ? t.accent : t.text;
}

} // namespace

void drawButtonPanel(QPainter &painter, const QStyleOption &option, const QWidget *button, const Tokens &t)
{
    const Press press(option);
    const Kind kind = kindOf(button);
    const auto *const own = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool flat = kind == Kind::Quiet || (own && (own->features & QStyleOptionButton::Flat));
    if (!press.enabled) {
        drawBox(painter, option.rect, radiusOf(option), QColor(), flat ? QColor() : t.line2);
    } else if (kind == Kind::Primary) {
        drawPrimary(painter, option, press, t);
    } else if (press.on) {
        drawBox(
            painter, option.rect, radiusOf(option), t.accentSoft, t.contrast ? t.accent : t.line2, t.contrast ? 2 : 0);
    } else if (flat) {
        if (press.over || press.down)
            drawBox(painter, option.rect, radiusOf(option), press.down ? t.line : t.hover);
    } else {
        const QColor fill = press.down ? (t.dark ? laid(t.hover, t.raised) : t.line) : t.raised;
        drawBox(painter, option.rect, radiusOf(option), fill, press.over && !press.down ? t.edge : t.line2);
    }
}

void drawButtonLabel(
    QPainter &painter, const QStyleOptionButton &option, const QWidget *button, const Tokens &t, const QStyle &style)
{
    const Press press(option);
    const Kind kind = kindOf(button);
    const QColor colour = labelColour(kind, press, t);
    QRect room = option.rect.adjusted(8, 0, -8, 0);
    const bool menu = option.features & QStyleOptionButton::HasMenu;
    if (menu)
        room.setRight(room.right() - 16);
    const QSize icon = option.icon.isNull() ? QSize() : option.iconSize.boundedTo({20, 20});
    QFont font = painter.font();
    font.setWeight(QFont::Medium);
    const QFontMetrics metrics(font);
    const int before = icon.isEmpty() ? 0 : icon.width() + (option.text.isEmpty() ? 0 : iconGap);
    const QString plain = option.text;
    const int words = metrics.size(Qt::TextShowMnemonic | Qt::TextSingleLine, plain).width();
    const QString shown = words + before > room.width()
        ? metrics.elidedText(plain, Qt::ElideRight, room.width() - before, Qt::TextShowMnemonic)
        : plain;
    const int width = std::min(words + before, room.width());
    const QRect whole = QStyle::alignedRect(option.direction, Qt::AlignCenter, {width, room.height()}, room);
    if (!icon.isEmpty()) {
        const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1;
        const QPixmap picture = option.icon.pixmap(icon, ratio, QIcon::Normal, press.on ? QIcon::On : QIcon::Off);
        const QRect at = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, icon, whole);
        painter.drawPixmap(at.topLeft(), tinted(picture, colour));
    }
    painter.save();
    painter.setFont(font);
    painter.setPen(colour);
    const QRect text
        = option.direction == Qt::RightToLeft ? whole.adjusted(0, 0, -before, 0) : whole.adjusted(before, 0, 0, 0);
    const bool underlined = style.styleHint(QStyle::SH_UnderlineShortcut, &option, button);
    painter.drawText(
        text, Qt::AlignCenter | Qt::TextSingleLine | (underlined ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), shown);
    painter.restore();
    if (menu) {
        const QRect at(QStyle::visualRect(
            option.direction, option.rect, QRect(option.rect.right() - 23, option.rect.y(), 16, option.rect.height())));
        drawIcon(painter, QStringLiteral("chevdown"), colour, at, 14);
    }
}

void drawToolPanel(QPainter &painter, const QStyleOption &option, const QWidget *button, const Tokens &t)
{
    const auto *const tool = qobject_cast<const QToolButton *>(button);
    if (tool && !tool->autoRaise()) {
        drawButtonPanel(painter, option, button, t);
        return;
    }
    const Press press(option);
    if (press.on)
        drawBox(painter, option.rect, radiusOf(option), t.accentSoft, t.contrast ? t.accent : QColor(), 2);
    else if (press.down)
        drawBox(painter, option.rect, radiusOf(option), t.line, t.contrast ? t.edge : QColor());
    else if (press.over)
        drawBox(painter, option.rect, radiusOf(option), t.hover, t.contrast ? t.edge : QColor());
}

bool hasArrow(const QStyleOptionToolButton &option)
{
    using Tool = QStyleOptionToolButton;
    const bool split = option.features & Tool::MenuButtonPopup;
    const bool words = !option.text.isEmpty() && option.toolButtonStyle != Qt::ToolButtonIconOnly;
    return split || ((option.features & Tool::HasMenu) && (words || option.icon.isNull()));
}

void drawToolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *button, const Tokens &t,
    const QStyle &style)
{
    drawToolPanel(painter, option, button, t);
    const Press press(option);
    const QColor colour = !press.enabled                                        ? t.text3
        : press.on                                                              ? t.accent
        : press.over || press.down || !(option.state & QStyle::State_AutoRaise) ? t.text
                                                                                : t.text2;
    QStyleOptionToolButton label(option);
    label.palette.setColor(QPalette::ButtonText, colour);
    label.palette.setColor(QPalette::WindowText, colour);
    label.state &= ~QStyle::State_Sunken;
    label.features &= ~QStyleOptionToolButton::Arrow;
    if (hasArrow(option)) {
        const QRect arrow(option.rect.right() - toolArrow, option.rect.y(), toolArrow, option.rect.height());
        const bool alone = option.text.isEmpty() && option.icon.isNull();
        drawIcon(painter, QStringLiteral("chevdown"), colour,
            alone ? option.rect : QStyle::visualRect(option.direction, option.rect, arrow), 14);
        if (alone)
            return;
        label.rect = QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(0, 0, -toolArrow + 4, 0));
    } else if ((option.features & QStyleOptionToolButton::Arrow) && option.arrowType != Qt::NoArrow
        && option.icon.isNull()) {
        const char *const name = option.arrowType == Qt::LeftArrow ? "chevleft"
            : option.arrowType == Qt::RightArrow                   ? "chevright"
            : option.arrowType == Qt::UpArrow                      ? "up"
                                                                   : "chevdown";
        if (option.text.isEmpty() || option.toolButtonStyle == Qt::ToolButtonIconOnly) {
            drawIcon(painter, QLatin1String(name), colour, option.rect, 14);
            return;
        }
        label.icon = icon(QLatin1String(name));
    }
    style.drawControl(QStyle::CE_ToolButtonLabel, &label, &painter, button);
}

void drawCheckMark(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    const Press press(option);
    const int side = std::min({16, option.rect.width(), option.rect.height()});
    const QRect box = QStyle::alignedRect(option.direction, Qt::AlignCenter, {side, side}, option.rect);
    const bool partly = option.state & QStyle::State_NoChange;
    if (!press.on && !partly) {
        drawBox(painter, box, 4, press.enabled ? t.sunken : QColor(),
            !press.enabled   ? t.line2
                : press.over ? t.text3
                             : t.edge);
        return;
    }
    const QColor mark = press.enabled ? t.onAccent : t.text3;
    drawBox(painter, box, 4, press.enabled ? t.accentFill : t.line, t.contrast ? t.edge : QColor());
    if (partly)
        drawBox(painter, QRectF(box).adjusted(4, side / 2.0 - 1, -4, -(side / 2.0 - 1)), 1, mark);
    else
        drawIcon(painter, QStringLiteral("check"), mark, box, side - 3);
}

void drawRadioMark(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    const Press press(option);
    const int side = std::min({16, option.rect.width(), option.rect.height()});
    const QRect box = QStyle::alignedRect(option.direction, Qt::AlignCenter, {side, side}, option.rect);
    if (!press.on) {
        drawBox(painter, box, side, press.enabled ? t.sunken : QColor(),
            !press.enabled   ? t.line2
                : press.over ? t.text3
                             : t.edge);
        return;
    }
    drawBox(painter, box, side, press.enabled ? t.accentFill : t.line, t.contrast ? t.edge : QColor());
    const qreal inset = side / 2.0 - 3;
    drawBox(painter, QRectF(box).adjusted(inset, inset, -inset, -inset), 3, press.enabled ? t.onAccent : t.text3);
}

} // namespace look
