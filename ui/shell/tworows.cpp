// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tworows.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"
#include "ui/widgets/figures.h"

#include <QApplication>
#include <QPainter>

#include <cmath>

namespace shell {
namespace {

constexpr int rowPadding = 16, rowButton = 28;

bool hasButtons(const QModelIndex &index) { return index.data(PinnedRole).isValid(); }

QRect pinRect(const QRect &row)
{
    return {row.right() - rowPadding / 2 - 2 * rowButton, row.y(), rowButton, row.height()};
}
QRect binRect(const QRect &row) { return pinRect(row).translated(rowButton, 0); }

//! A line of two colours, cut where the room ends.
void drawPair(QPainter &painter, const QRect &room, const QString &first, const QFont &font, const QColor &colour,
    const QString &rest, const QFont &restFont, const QColor &restColour)
{
    const bool mirrored = painter.layoutDirection() == Qt::RightToLeft;
    const int align = int(Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft)) | Qt::TextSingleLine;
    const QFontMetrics metrics(font), restMetrics(restFont);
    const QString shown = metrics.elidedText(first, Qt::ElideMiddle, room.width());
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(room, align, shown);
    const int used = metrics.horizontalAdvance(shown);
    if (rest.isEmpty() || room.width() - used < 24)
        return;
    const QRect after = mirrored ? room.adjusted(0, 0, -used, 0) : room.adjusted(used, 0, 0, 0);
    painter.setFont(restFont);
    painter.setPen(restColour);
    painter.drawText(after, align, restMetrics.elidedText(rest, Qt::ElideRight, after.width()));
}

} // namespace

int TwoRows::rowHeight() { return look::controlHeight(56); }

QSize TwoRows::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {240, rowHeight()}; }

TwoRows::Part TwoRows::partAt(
    const QRect &rect, const QModelIndex &index, const QPoint &at, Qt::LayoutDirection direction)
{
    if (!hasButtons(index))
        return Part::Row;
    const QPoint mirrored = direction == Qt::RightToLeft ? QPoint(rect.left() + rect.right() - at.x(), at.y()) : at;
    return pinRect(rect).contains(mirrored) ? Part::Pin : binRect(rect).contains(mirrored) ? Part::Bin : Part::Row;
}

void TwoRows::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const look::Tokens &t = look::tokensOf(option.palette);
    const QStyle *const style = option.widget ? option.widget->style() : QApplication::style();
    painter->save();
    painter->setLayoutDirection(option.direction);
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const QRect row = option.rect;
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };
    if (index.row() > 0)
        look::drawLine(*painter, QRectF(row.x(), row.y(), row.width(), 1), t.line);

    const int buttons = hasButtons(index) ? 2 * rowButton + rowPadding / 2 : rowPadding;
    QFont strong = look::font(look::TextRole::Body);
    strong.setWeight(QFont::Medium);
    const QFont body = look::font(look::TextRole::Body), small = look::font(look::TextRole::Small);
    const widgets::Figures figures(small), strongFigures(strong);
    const QString number = index.data(FigureRole).toString(), below = index.data(BelowFigureRole).toString();
    const bool figure = !number.isEmpty();
    // As wide as what stands there, and in steps, so that rows agree.
    const qreal needed = std::max((below.isEmpty() ? figures : strongFigures).width(number), figures.width(below));
    const int figureWidth = figure ? std::max(64, static_cast<int>(std::ceil(needed / 16)) * 16) : 0;
    const QRect right(row.right() - buttons - figureWidth - 8, row.y(), figureWidth, row.height());
    const int line = row.height() / 2 - 8;
    QRect first(row.x() + rowPadding, row.y() + 8,
        (figure ? right.x() : row.right() - buttons) - row.x() - rowPadding - 8, line);
    const QString detail = index.data(DetailRole).toString(), warning = index.data(WarningRole).toString();
    if (detail.isEmpty() && warning.isEmpty())
        first.moveTop(row.y() + (row.height() - line) / 2);
    drawPair(*painter, placed(first), index.data(TitleRole).toString(), strong, t.text, index.data(RestRole).toString(),
        body, t.text3);
    drawPair(*painter, placed(first.translated(0, line)), detail, small, t.text3, warning, small, t.warn);

    if (figure) {
        const Qt::Alignment end = option.direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight;
        const QRect upper = below.isEmpty() ? right : QRect(right.x(), first.y(), right.width(), line);
        painter->setPen(below.isEmpty() ? t.text3 : t.text);
        (below.isEmpty() ? figures : strongFigures)
            .draw(*painter, placed(upper), end, number);
        painter->setPen(t.text3);
        figures.draw(*painter, placed(upper.translated(0, line)), end, below);
    }
    if (hasButtons(index)) {
        const bool pinned = index.data(PinnedRole).toBool();
        if (pinned)
            look::drawBox(*painter,
                QRectF(placed(pinRect(row))).adjusted(2, row.height() / 2.0 - 12, -2, -(row.height() / 2.0 - 12)), 4,
                t.accentSoft);
        look::drawIcon(*painter, QStringLiteral("pin"), pinned ? t.accent : t.text2, placed(pinRect(row)), 14);
        look::drawIcon(*painter, QStringLiteral("trash"), t.text2, placed(binRect(row)), 14);
    }
    if ((option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus())
        look::drawBox(*painter, row, 0, QColor(), t.accent);
    painter->restore();
}

} // namespace shell
