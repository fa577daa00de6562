// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/ink.h"

class QPainter;

namespace charts {

//! What all kinds of charts draw alike.

//! The colour of \a series in the theme of \a tokens.
[[nodiscard]] QRgb colourOf(const ChartSeries &series, const look::Tokens &tokens);

//! How the curve of \a series is drawn: dimmed and dashed when nothing came for long, dashed where its hue is used a
//! second time.
[[nodiscard]] InkLook inkLook(const ChartSeries &series, const ChartInput &input, const PlotCanvas &canvas);

//! The point of \a canvas's image at column \a x and row \a row of the plot.
[[nodiscard]] QPointF pointIn(const PlotCanvas &canvas, double x, double row);

//! Where a curve ends inside the plot: its newest sample, or the end of a value that is held. Nothing when that lies
//! outside.
[[nodiscard]] std::optional<OuterPoint> endOf(const CurveShape &shape, bool held = false);

//! Hatches columns \a gap of the plot, with dashed ends.
void paintGap(const PlotCanvas &canvas, const ColumnGap &gap);

//! Prepares \a painter, which paints on the canvas's image, to take logical pixels from the plot's top left corner.
//! Returns the size of the plot in logical pixels.
QSizeF enterPlot(QPainter &painter, const PlotCanvas &canvas);

//! Tints the rows between \a from and \a to of column \a x.
void tintColumn(const PlotCanvas &canvas, int x, double from, double to, QRgb colour, double opacity);

//! \a shape in \a width columns instead of more.
[[nodiscard]] CurveShape narrowed(const CurveShape &shape, int width);

//! What a person calls \a series: its key, *others*, or simply the value. Foreign text made plain.
[[nodiscard]] QString nameOf(const ChartSeries &series);

//! The font of the desktop in another size, where 13 is the size of ordinary text.
[[nodiscard]] QFont sized(const QFont &base, int size, int weight = QFont::Normal);

//! Draws \a number with every digit as wide as the widest, so that a changing value stands still. Returns its width;
//! draws nothing without a \a painter.
int drawFigures(QPainter *painter, const QFont &font, QPointF baseline, const QString &number);

} // namespace charts
