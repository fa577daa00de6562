// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowranges.h"

#include <algorithm>

namespace widgets {

void RowRanges::add(RowRange range)
{
    if (range.last < range.first)
        return;
    std::vector<RowRange> joined;
    for (const RowRange &old : m_ranges) {
        if (old.last + 1 < range.first || old.first > range.last + 1) {
            joined.push_back(old);
        } else {
            range.first = std::min(range.first, old.first);
            range.last = std::max(range.last, old.last);
        }
    }
    joined.insert(std::ranges::upper_bound(joined, range.first, {}, &RowRange::first), range);
    m_ranges = std::move(joined);
}

void RowRanges::remove(RowRange range)
{
    std::vector<RowRange> kept;
    for (const RowRange &old : m_ranges) {
        if (old.first < range.first)
            kept.push_back({old.first, std::min(old.last, range.first - 1)});
        if (old.last > range.last)
            kept.push_back({std::max(old.first, range.last + 1), old.last});
    }
    m_ranges = std::move(kept);
}

void RowRanges::toggle(int row)
{
    if (contains(row))
        remove({row, row});
    else
        add({row, row});
}

void RowRanges::dropFront(int count)
{
    remove({0, count - 1});
    for (RowRange &range : m_ranges) {
        range.first -= count;
        range.last -= count;
    }
}

bool RowRanges::contains(int row) const
{
    const auto after = std::ranges::upper_bound(m_ranges, row, {}, &RowRange::first);
    return after != m_ranges.begin() && std::prev(after)->last >= row;
}

qint64 RowRanges::count() const
{
    qint64 rows = 0;
    for (const RowRange &range : m_ranges)
        rows += qint64(range.last) - range.first + 1;
    return rows;
}

} // namespace widgets
