// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/menupaint.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace look {
namespace {

constexpr int entryPadding = 8, iconColumn = 16, textIndent = entryPadding + iconColumn + 12;
constexpr int arrowColumn = 20, keysGap = 24;

struct MenuColours
{
    QColor words, keys, mark;
};

MenuColours coloursOf(const QStyleOptionMenuItem &option, bool chosen, const Tokens &t)
{
    if (!(option.state & QStyle::State_Enabled))
        return {t.text3, t.text3, t.text3};
    return chosen ? MenuColours{t.onAccent, t.onAccent, t.onAccent} : MenuColours{t.text, t.text3, t.text2};
}

void drawMark(QPainter &painter, const QStyleOptionMenuItem &option, const QRect &column, const QColor &colour)
{
    using Item = QStyleOptionMenuItem;
    if (option.checkType != Item::NotCheckable && option.checked) {
        const QString icon = option.checkType == Item::Exclusive ? QString() : QStringLiteral("check");
        if (icon.isEmpty())
            drawBox(painter, QRectF(QRectF(column).center() - QPointF(3, 3), QSizeF(6, 6)), 3, colour);
        else
            drawIcon(painter, icon, colour, column, 14);
    } else if (!option.icon.isNull()) {
        const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1;
        const QSize size(iconColumn, iconColumn);
        const QRect at = QStyle::alignedRect(option.direction, Qt::AlignCenter, size, column);
        painter.drawPixmap(at.topLeft(), tinted(option.icon.pixmap(size, ratio), colour));
    }
}

} // namespace

void drawMenuPanel(QPainter &painter, const QStyleOption &option, const Tokens &t)
{
    painter.save();
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.fillRect(option.rect, Qt::transparent);
    painter.restore();
    drawBox(painter, option.rect, 8, t.raised, t.line2);
}

void drawMenuItem(QPainter &painter, const QStyleOptionMenuItem &option, const Tokens &t)
{
    const QRect all = option.rect;
    const bool entitled = option.menuItemType == QStyleOptionMenuItem::Separator && !option.text.isEmpty();
    if (option.menuItemType == QStyleOptionMenuItem::Separator && !entitled) {
        drawLine(painter, all.adjusted(entryPadding, 0, -entryPadding, 0), t.line2);
        return;
    }
    const bool chosen = (option.state & QStyle::State_Selected) && (option.state & QStyle::State_Enabled) && !entitled;
    if (chosen)
        drawBox(painter, all, 4, t.accentFill);
    const MenuColours colours = entitled ? MenuColours{t.text3, t.text3, t.text3} : coloursOf(option, chosen, t);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, all, rect); };
    const auto side = [&](Qt::AlignmentFlag flag) {
        return static_cast<int>(QStyle::visualAlignment(option.direction, flag | Qt::AlignVCenter)) | Qt::TextSingleLine
            | Qt::TextHideMnemonic;
    };
    drawMark(painter, option, placed({all.x() + entryPadding, all.y(), iconColumn, all.height()}), colours.mark);

    const bool more = option.menuItemType == QStyleOptionMenuItem::SubMenu;
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    const QRect words = placed(all.adjusted(textIndent, 0, more ? -arrowColumn : -entryPadding - 4, 0));
    painter.save();
    painter.setFont(option.font);
    painter.setPen(colours.words);
    painter.drawText(words, (side(Qt::AlignLeft) & ~int(Qt::TextHideMnemonic)) | Qt::TextShowMnemonic, parts.value(0));
    if (parts.size() > 1) {
        QFont keys = option.font;
        if (keys.pointSizeF() > 0)
            keys.setPointSizeF(keys.pointSizeF() * nominalSize(TextRole::Caption) / nominalSize(TextRole::Body));
        painter.setFont(keys);
        painter.setPen(colours.keys);
        painter.drawText(words, side(Qt::AlignRight), parts[1]);
    }
    painter.restore();
    if (more) {
        const bool mirrored = option.direction == Qt::RightToLeft;
        drawIcon(painter, mirrored ? QStringLiteral("chevleft") : QStringLiteral("chevright"), colours.mark,
            placed({all.right() - arrowColumn, all.y(), arrowColumn, all.height()}), 14);
    }
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator && option.text.isEmpty())
        return {contents.width(), 9};
    const bool keys = option.text.contains(QLatin1Char('\t'));
    const int text = option.fontMetrics
                         .size(Qt::TextShowMnemonic | Qt::TextSingleLine, option.text.section(QLatin1Char('\t'), 0, 0))
                         .width();
    const int width = textIndent + text + (keys ? keysGap + option.reservedShortcutWidth : 0) + arrowColumn;
    return {width, controlHeight()};
}

void drawMenuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const Tokens &t)
{
    painter.fillRect(option.rect, t.chrome);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool chosen = enabled && (option.state & QStyle::State_Selected);
    if (chosen)
        drawBox(painter, QRectF(option.rect).adjusted(1, 2, -1, -2), 4, t.hover, t.contrast ? t.edge : QColor());
    painter.save();
    painter.setPen(!enabled ? t.text3 : chosen ? t.text : t.text2);
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextHideMnemonic, option.text);
    painter.restore();
}

} // namespace look
