// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/columns.h"
#include "ui/charts/yscale.h"

#include <QImage>
#include <QPoint>

#include <optional>
#include <vector>

namespace charts {

//! A run of pixels in one column, both ends included; top <= bottom. What a curve is made of.
struct PixelRun
{
    int x = 0;
    int top = 0;
    int bottom = 0;
    friend bool operator==(const PixelRun &, const PixelRun &) = default;
};

//! Values to rows of a plot \a height pixels high; row 0 is the top. Far values are clamped, so that an int holds them.
class RowMapper
{
public:
    RowMapper(const YScale &scale, int height) : m_high(scale.high), m_factor((height - 1) / (scale.high - scale.low))
    {
    }
    [[nodiscard]] int row(double value) const;

private:
    double m_high;
    double m_factor;
};

//! A sample outside the plot that a line comes from or goes to; x is its column, counted from the left edge.
struct OuterPoint
{
    qint64 x = 0;
    double value = 0;
};

//! All that one curve shows: its columns, and where its line enters and leaves them.
struct CurveShape
{
    std::vector<series::Column> columns;
    std::optional<OuterPoint> before; //!< The last sample left of the plot; empty when none or a gap stands between.
    std::optional<OuterPoint> after; //!< The first sample right of the plot; likewise.
    std::optional<qint64> holdTo; //!< The column up to which the last value is held, when the last sample is no gap.
};

//! Appends the line from \a from to \a to, clipped to columns 0 to width - 1 and rows 0 to height - 1.
//!
//! In column x it covers what the straight line covers between x - 0.5 and x + 0.5; neighbouring runs do not overlap.
void appendLine(std::vector<PixelRun> &runs, qint64 x1, int row1, qint64 x2, int row2, int width, int height);

//! The pixels of \a shape in a plot \a height pixels high and as wide as it has columns. No gap is crossed.
//!
//! Equal, pixel for pixel, to drawing every sample of the series, since a column's inner lines cover exactly min to
//! max.
void appendRuns(std::vector<PixelRun> &runs, const CurveShape &shape, const YScale &scale, int height);

//! The values that \a shape shows inside its columns, those of the lines entering, leaving and held included.
[[nodiscard]] Extent extentOf(const CurveShape &shape);

//! Writes \a runs into \a image (32 bits a pixel) with the top left corner of the plot at \a origin, as a square pen of
//! \a pen pixels, clipped to \a size behind origin.
void writeRuns(QImage &image, QPoint origin, QSize size, const std::vector<PixelRun> &runs, QRgb colour, int pen);

} // namespace charts
