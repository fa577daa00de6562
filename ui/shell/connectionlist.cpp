// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectionlist.h"

#include "ui/widgets/sparkline.h"
#include "ui/widgets/tone.h"
#include "ui/shell/connectionmodel.h"
#include "ui/text/names.h"

#include <QPainter>
#include <QStyle>
#include <QStyledItemDelegate>

namespace shell {
namespace {

//! Two lines of text, and at their right the last minute.
class ConnectionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int line = option.fontMetrics.height();
        return {line * 12, line * 2 + line * 2 / 3};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        const QWidget *widget = option.widget;
        widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, widget);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintContent(*painter, item, index);
        painter->restore();
    }

private:
    static void paintContent(QPainter &painter, const QStyleOptionViewItem &item, const QModelIndex &index)
    {
        const bool chosen = item.state & QStyle::State_Selected;
        const QColor words = item.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
        const QFontMetrics metrics(item.font);
        const int unit = metrics.height();
        const QRect area = item.rect.adjusted(unit / 2, unit / 3, -unit / 2, -unit / 3);
        const QRect first(area.left(), area.top(), area.width(), unit);
        const QRect second(area.left(), area.top() + unit, area.width(), unit);

        painter.setPen(words);
        const QString title = index.data(Qt::DisplayRole).toString();
        painter.drawText(
            first, Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(title, Qt::ElideMiddle, first.width()));

        const auto state = static_cast<connection::State>(index.data(ConnectionModel::StateRole).toInt());
        const widgets::ToneColours tone = widgets::coloursOf(widgets::toneOf(state), item.palette);
        painter.setPen(tone.edge);
        painter.setBrush(chosen ? tone.ground : tone.text);
        const qreal radius = unit * 0.25;
        painter.drawEllipse(QPointF(second.left() + radius, second.center().y() + 0.5), radius, radius);

        const QRect picture(
            second.right() - second.width() * 2 / 5, second.top() + 2, second.width() * 2 / 5, unit - 4);
        const QString rate = index.data(ConnectionModel::RateRole).toString();
        const QString line
            = rate.isEmpty() ? text::stateName(state) : text::stateName(state) + QStringLiteral("  ") + rate;
        const QRect wordsAt = second.adjusted(unit * 3 / 4, 0, -picture.width() - unit / 3, 0);
        painter.setPen(words);
        painter.drawText(
            wordsAt, Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(line, Qt::ElideRight, wordsAt.width()));

        const auto rates = index.data(ConnectionModel::RatesRole).value<QList<double>>();
        const QPolygonF shape = widgets::sparklineShape(rates, monitor::RateHistory::length, picture);
        if (shape.isEmpty())
            return;
        painter.setPen(QPen(chosen ? words : item.palette.color(QPalette::Highlight), 1.3));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(shape);
    }
};

} // namespace

ConnectionList::ConnectionList(ConnectionModel &model, QWidget *parent) : QListView(parent)
{
    setObjectName(QStringLiteral("connections"));
    setAccessibleName(tr("Connections"));
    setModel(&model);
    setItemDelegate(new ConnectionDelegate(this));
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
}

QSize ConnectionList::sizeHint() const { return {fontMetrics().averageCharWidth() * 34, fontMetrics().height() * 10}; }

QSize ConnectionList::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 18, fontMetrics().height() * 4};
}

} // namespace shell
