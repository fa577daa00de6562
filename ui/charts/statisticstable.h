// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/statistics.h"
#include "ui/charts/cursors.h"

#include <QStringList>

class QPainter;

namespace charts {

//! The table of a large card: what each series amounts to in the visible range, or between A and B when both stand.
//! Exact over all samples.
class StatisticsTable
{
public:
    static constexpr int rowHeight = 20;
    static constexpr int mostRows = 8;
    static constexpr int leastCard = 360; //!< Height of a card that has one.

    //! Looks at \a series from \a fromNs up to before \a toNs.
    void update(std::span<const ChartSeries> series, qint64 fromNs, qint64 toNs, const Cursors &cursors);
    [[nodiscard]] static int heightFor(int shown) { return (std::min(shown, mostRows) + 1) * rowHeight + 6; }
    void paint(QPainter &painter, const QRect &place, const QFont &font, const look::Tokens &tokens) const;
    //! Its cells as they are shown, the head first; for copying and tests.
    [[nodiscard]] const std::vector<QStringList> &rows() const { return m_rows; }

private:
    std::vector<series::StatisticsCache> m_caches; // One for each series.
    std::vector<QStringList> m_rows;
    std::vector<CurveSpec> m_curves; // Of the rows behind the head.
};

} // namespace charts
