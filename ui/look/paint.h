// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace look {

struct Tokens;

//! Width of the finest line that is whole device pixels, in logical pixels: 1 at a scale of 1 and 2, 0.67 at 1.5.
[[nodiscard]] qreal hairline(const QPainter &painter);
//! \a rect with its edges on device pixels, so that its border is sharp at every scale.
[[nodiscard]] QRectF snapped(const QPainter &painter, const QRectF &rect);

//! A box with round corners: \a fill inside, and a border of \a width (0: a hairline) inside its edge. A colour that is
//! not valid is not drawn.
void drawBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border = QColor(),
    qreal width = 0);
//! A closed line of \a width inside \a rect. Blue, it means focus and nothing else.
void drawRing(QPainter &painter, const QRectF &rect, qreal radius, const QColor &colour, qreal width = 2);
//! A horizontal or vertical hairline: the shorter side of \a rect is its middle.
void drawLine(QPainter &painter, const QRectF &rect, const QColor &colour);
//! 45° lines, 6 px apart: a time nobody saw. The lattice stands still while \a rect moves over it.
void drawHatch(QPainter &painter, const QRectF &rect, const QColor &colour);
//! The shadow under a floating \a box; it reaches `shadowReach` beyond it. A nine-patch, kept as a picture.
void drawShadow(QPainter &painter, const QRectF &box, const Tokens &tokens);
inline constexpr int shadowReach = 12;

} // namespace look
