// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/curve.h"

#include <QImage>
#include <QRect>

namespace charts {

//! How one curve is put on the plot.
struct InkLook
{
    QRgb colour = 0;
    double opacity = 1;
    double pen = 1.5; //!< In device pixels.
    //! Length of dashes and of the spaces between them in columns; 0: none.
    int dash = 0;
    int space = 0;
    qint64 lattice = 0; //!< Index in time of the first column: dashes move with the curve.
};

//! One curve as what it covers of each pixel column, antialiased without a painter's strokes: the coverage of a
//! slanted line is a trapezoid, that of many samples in a column the box from the least to the greatest.
//!
//! What it shows depends on the samples alone: columns of first, least, greatest and last value give the same as
//! every sample would.
class Ink
{
public:
    //! Forgets what it had; the plot has \a width columns.
    void reset(int width);
    //! Covers in column \a x everything between the rows \a from and \a to.
    void box(int x, double from, double to);
    //! The straight line between two samples of different columns, which may lie outside.
    void line(qint64 x1, double row1, qint64 x2, double row2);
    //! All of \a shape, joined by straight lines, or by steps when \a held. No gap is crossed.
    void add(const CurveShape &shape, const RowMapper &mapper, bool held = false);

    //! Blends it into \a plot of \a image (32 bits a pixel); nothing outside \a plot is touched.
    void paint(QImage &image, const QRect &plot, const InkLook &look);
    //! Tints what lies between the curve and row \a base.
    void fill(QImage &image, const QRect &plot, QRgb colour, double opacity, double base) const;

    //! The middle of what it covers in column \a x; nothing where it covers nothing.
    [[nodiscard]] std::optional<double> rowOf(int x) const;

private:
    struct Box
    {
        float top = 1;
        float bottom = 0; // top > bottom: none.
        [[nodiscard]] bool isEmpty() const { return top > bottom; }
    };
    struct Slope // The part of a line in one column.
    {
        int x;
        float share; // Of the column's width.
        float from, to; // Rows at its ends.
        float top, bottom; // Of the whole line: a stroke does not reach beyond its ends.
    };

    struct Column; // What one column is made of, while painting.
    void cover(const Column &column, int from, int to);

    std::vector<Box> m_boxes; // One for each column.
    std::vector<Slope> m_slopes; // In order of column.
    std::vector<float> m_coverage; // Of the rows of one column, while painting.
};

//! A filled disc of \a radius device pixels around \a centre, antialiased, clipped to \a image.
void paintDisc(QImage &image, QPointF centre, double radius, QRgb colour, double opacity);

//! The end of a curve: a dot with a halo, hollow when \a hollow. \a ground is the colour of its rim.
void paintEndDot(QImage &image, QPointF centre, double ratio, QRgb colour, QRgb ground, bool hollow);

} // namespace charts
