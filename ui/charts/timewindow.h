// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/columns.h"

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace charts {

using Nanoseconds = std::chrono::nanoseconds;

//! Which time is in view: how long, and up to when. Live it ends now; pinned it stays where it is while capture goes
//! on.
//!
//! A value without a clock: the time of day comes as an argument, in nanoseconds since 1970 UTC.
class TimeWindow
{
public:
    static constexpr Nanoseconds shortest = std::chrono::milliseconds(10);
    static constexpr Nanoseconds longest = std::chrono::hours(24);

    [[nodiscard]] Nanoseconds span() const { return m_span; }
    [[nodiscard]] bool isLive() const { return !m_pinnedEnd; }
    //! Where the right edge stands.
    [[nodiscard]] qint64 end(qint64 nowNs) const { return m_pinnedEnd.value_or(nowNs); }
    [[nodiscard]] qint64 begin(qint64 nowNs) const { return end(nowNs) - m_span.count(); }

    //! Keeps the right edge. Clamped to what can be shown.
    void setSpan(Nanoseconds span);
    //! Pins the view where it stands.
    void pause(qint64 nowNs);
    void goLive() { m_pinnedEnd.reset(); }
    //! Moves the view by \a by (negative: into the past) and pins it. It never goes beyond now.
    void pan(Nanoseconds by, qint64 nowNs);
    //! Makes the span \a factor times as long. Live, the right edge stays now; pinned, \a anchorNs stays under the
    //! pointer.
    void zoom(double factor, qint64 anchorNs, qint64 nowNs);

    friend bool operator==(const TimeWindow &, const TimeWindow &) = default;

private:
    Nanoseconds m_span = std::chrono::minutes(1);
    std::optional<qint64> m_pinnedEnd;
};

//! The columns of a plot \a width pixels wide: a lattice fixed in time, whose last column holds \a endNs.
[[nodiscard]] series::ColumnRange latticeFor(Nanoseconds span, qint64 endNs, int width);

//! The column that holds \a timeNs, counted from the left edge of \a range; may lie outside. Clamped to ± 2^40.
[[nodiscard]] qint64 columnAt(const series::ColumnRange &range, qint64 timeNs);

//! The first instant of column \a column, counted from the left edge.
[[nodiscard]] qint64 timeAt(const series::ColumnRange &range, qint64 column);

} // namespace charts
