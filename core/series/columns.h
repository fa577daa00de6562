// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"

#include <vector>

namespace series {

//! What one pixel column shows of a series: the M4 values (Jugel et al., PVLDB 7(10), 2014). Exact for a 1-pixel line.
struct Column
{
    double first = 0, min = 0, max = 0, last = 0;
    quint32 count = 0; //!< 0: no sample in this column.
    bool gapBefore = false; //!< A gap stands before its first sample: do not join it to the column at its left.
    bool gapAfter = false; //!< A gap stands behind its last sample.
};

//! Columns on an *absolute* lattice: column i holds the samples with floor(time / nsPerColumn) == first + i, so that a
//! sliding window moves by whole pixels and no peak flickers.
struct ColumnRange
{
    qint64 first = 0; //!< Index of the first column.
    int count = 0;
    qint64 nsPerColumn = 1;
};

//! M4 of \a view over \a range; result has range.count entries. Cost: the samples inside, plus O(log chunks).
//! \a before gets, if given, the last sample left of the range (for the line that enters it), value NaN when none or a
//! gap.
[[nodiscard]] std::vector<Column> columnsOf(const SeriesView &view, ColumnRange range, Sample *before = nullptr);

} // namespace series
