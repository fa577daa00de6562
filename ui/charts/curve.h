// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/columns.h"
#include "ui/charts/yscale.h"

#include <optional>
#include <vector>

namespace charts {

//! Values to rows of a plot \a height pixels high, as real numbers; row 0 is the middle of the top pixel. Far values are
//! clamped, so that arithmetic on rows is safe.
class RowMapper
{
public:
    RowMapper(const YScale &scale, int height);
    [[nodiscard]] double row(double value) const;

private:
    YScale m_scale;
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
    std::optional<qint64> holdTo; //!< The column up to which a held value lasts, when the last sample is no gap.
    bool endsInGap = false; //!< The newest sample before the right edge is a gap.
};

//! A stretch of columns in which a series was not seen, both ends included.
struct ColumnGap
{
    int first = 0;
    int last = 0;
    bool isOpen = false; //!< It lasts up to now.
    friend bool operator==(const ColumnGap &, const ColumnGap &) = default;
};

//! True when a gap, and no sample, is noted in \a column.
[[nodiscard]] bool breaksLine(const series::Column &column);

//! The values that \a shape shows inside its columns, those of the lines entering and leaving included; with \a held
//! also a value that is held through them.
[[nodiscard]] Extent extentOf(const CurveShape &shape, bool held = false);

//! The gaps of \a shape, from left to right; one that lasts goes up to column \a now.
[[nodiscard]] std::vector<ColumnGap> gapsOf(const CurveShape &shape, qint64 now);

//! What is gap in both.
[[nodiscard]] std::vector<ColumnGap> commonGaps(const std::vector<ColumnGap> &a, const std::vector<ColumnGap> &b);

} // namespace charts
