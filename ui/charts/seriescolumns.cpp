// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/seriescolumns.h"

#include "ui/charts/timewindow.h"

#include <algorithm>

namespace charts {

void SeriesColumns::update(const ChartInput &input)
{
    const auto isSame = [](const Kept &kept, const ChartSeries &series) { return kept.id == series.curve.id; };
    if (!std::ranges::equal(m_kept, input.series, isSame)) {
        std::vector<Kept> next;
        for (const ChartSeries &series : input.series) {
            const auto old = std::ranges::find(m_kept, series.curve.id, &Kept::id);
            next.push_back(old == m_kept.end() ? Kept{.id = series.curve.id} : *old);
        }
        m_kept = std::move(next);
    }
    m_now = columnAt(input.columns, input.nowNs);
    for (std::size_t i = 0; i < m_kept.size(); ++i) {
        m_kept[i].isShown = input.series[i].isShown;
        if (m_kept[i].isShown)
            m_kept[i].cache.update(input.series[i].view, input.columns, input.nowNs);
        else
            m_kept[i].cache.clear();
    }
}

Extent SeriesColumns::extent(bool held) const
{
    Extent all;
    for (const Kept &kept : m_kept) {
        if (!kept.isShown)
            continue;
        const Extent own = extentOf(kept.cache.shape(), held);
        all.add(own.min);
        all.add(own.max);
    }
    return all;
}

std::vector<ColumnGap> SeriesColumns::gaps() const
{
    std::optional<std::vector<ColumnGap>> common;
    for (const Kept &kept : m_kept) {
        if (!kept.isShown)
            continue;
        const std::vector<ColumnGap> own = gapsOf(kept.cache.shape(), m_now);
        common = common ? commonGaps(*common, own) : own;
        if (common->empty())
            break;
    }
    return common.value_or(std::vector<ColumnGap>());
}

} // namespace charts
