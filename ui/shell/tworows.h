// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace shell {

//! What a row of the start page says: on the left a title with its rest and a detail below, on the right a figure and
//! what belongs to it, then up to two things to do.
enum TwoRowsRole : int {
    TitleRole = Qt::UserRole + 1, //!< The item's own text says all of it, for screen readers.
    RestRole, //!< After the title, quieter.
    DetailRole,
    WarningRole, //!< After the detail, in the tone of a warning.
    FigureRole,
    BelowFigureRole,
    PinnedRole, //!< A bool where the row has a pin and a bin.
};

//! Draws such rows, 56 high.
class TwoRows : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum class Part : quint8 { Row, Pin, Bin };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    //! What of a row that fills \a rect is at \a at.
    [[nodiscard]] static Part partAt(
        const QRect &rect, const QModelIndex &index, const QPoint &at, Qt::LayoutDirection direction);
    [[nodiscard]] static int rowHeight();
};

} // namespace shell
