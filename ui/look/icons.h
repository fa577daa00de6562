// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;

namespace look {

//! The picture \a name (a file of resources/icons, without `.svg`) in \a colour, \a size logical pixels wide and high,
//! sharp at \a ratio device pixels to one. Kept; GUI thread only.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal ratio);

//! The same as an icon that takes its colour from the palette at hand when it is painted: *text2*, *text* when active
//! or chosen, *accent* when on, *text3* when disabled. Follows a change of theme by itself.
[[nodiscard]] QIcon icon(const QString &name);

//! Draws it with its middle in the middle of \a rect.
void drawIcon(QPainter &painter, const QString &name, const QColor &colour, const QRect &rect, int size = 16);

//! \a pixmap with every colour of it turned into \a colour, as deep as it was.
[[nodiscard]] QPixmap tinted(QPixmap pixmap, const QColor &colour);

} // namespace look
