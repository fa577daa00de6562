// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/columncache.h"

namespace charts {

//! The columns of every shown series of a chart, each kept from frame to frame.
class SeriesColumns
{
public:
    void update(const ChartInput &input);
    //! Of series \a i of the last update(); empty for one that is hidden.
    [[nodiscard]] const CurveShape &shape(std::size_t i) const { return m_kept[i].cache.shape(); }
    //! Of all shown series.
    [[nodiscard]] Extent extent(bool held = false) const;
    //! Where no shown series was seen.
    [[nodiscard]] std::vector<ColumnGap> gaps() const;
    [[nodiscard]] std::size_t size() const { return m_kept.size(); }

private:
    struct Kept
    {
        series::SeriesId id{};
        bool isShown = false;
        ColumnCache cache{};
    };
    std::vector<Kept> m_kept;
    qint64 m_now = 0; // As a column.
};

} // namespace charts
