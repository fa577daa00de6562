// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/curve.h"

namespace charts {

//! The columns of one series in view, kept from frame to frame on the absolute time lattice: while the window slides
//! only the columns that are new, and those behind the last sample seen, are computed.
class ColumnCache
{
public:
    //! Brings the columns up to date with \a view over \a range. \a nowNs: up to when the last value is held.
    void update(const series::SeriesView &view, const series::ColumnRange &range, qint64 nowNs);
    //! Forgets everything: the series is another one.
    void clear();

    [[nodiscard]] const CurveShape &shape() const { return m_shape; }
    //! How many columns the last update() computed; for tests and benches.
    [[nodiscard]] int computed() const { return m_computed; }

private:
    void recompute(const series::SeriesView &view, qint64 from, qint64 to);
    void findEdges(const series::SeriesView &view, qint64 nowNs);

    CurveShape m_shape;
    series::ColumnRange m_range{.first = 0, .count = 0, .nsPerColumn = 0};
    quint64 m_version = 0; //!< Of the view: the past is the same while it stays.
    qint64 m_openFrom = 0; //!< Columns from here on may change as samples are appended; counted on the lattice.
    int m_computed = 0;
};

} // namespace charts
