// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/columncache.h"

#include "ui/charts/samplesearch.h"
#include "ui/charts/timewindow.h"

#include <algorithm>
#include <cmath>

namespace charts {

void ColumnCache::clear() { *this = ColumnCache(); }

void ColumnCache::update(const series::SeriesView &view, const series::ColumnRange &range, qint64 nowNs)
{
    m_computed = 0;
    const qint64 oldFirst = m_range.first;
    const qint64 oldEnd = m_range.first + m_range.count;
    const qint64 end = range.first + range.count;
    const bool reusable = range.nsPerColumn == m_range.nsPerColumn && view.version == m_version && range.first < oldEnd
        && end > oldFirst;
    m_range = range;
    m_version = view.version;
    if (!reusable) {
        m_shape.columns.assign(range.count, {});
        recompute(view, range.first, end);
    } else {
        std::vector<series::Column> &columns = m_shape.columns;
        if (range.first > oldFirst)
            columns.erase(columns.begin(), columns.begin() + (range.first - oldFirst));
        else
            columns.insert(columns.begin(), oldFirst - range.first, {});
        columns.resize(range.count);
        recompute(view, range.first, std::min(oldFirst, end));
        recompute(view, std::max(range.first, std::min(m_openFrom, oldEnd)), end);
    }
    // What is appended later lies behind the newest sample, in its column or at its right. A gap that follows is noted
    // in the column of the last value, so that is where the open part begins.
    m_openFrom = range.first;
    for (int i = range.count - 1; i >= 0; --i) {
        if (m_shape.columns[i].count > 0) {
            m_openFrom = range.first + i;
            break;
        }
    }
    findEdges(view, nowNs);
}

void ColumnCache::recompute(const series::SeriesView &view, qint64 from, qint64 to)
{
    if (from >= to)
        return;
    const auto fresh = series::columnsOf(
        view, {.first = from, .count = static_cast<int>(to - from), .nsPerColumn = m_range.nsPerColumn});
    std::ranges::copy(fresh, m_shape.columns.begin() + (from - m_range.first));
    m_computed += static_cast<int>(to - from);
}

void ColumnCache::findEdges(const series::SeriesView &view, qint64 nowNs)
{
    const auto outer = [this](const std::optional<series::Sample> &sample) -> std::optional<OuterPoint> {
        if (!sample || std::isnan(sample->value))
            return std::nullopt;
        return OuterPoint{columnAt(m_range, sample->timeNs), sample->value};
    };
    const qint64 endNs = timeAt(m_range, m_range.count);
    m_shape.before = outer(sampleAtOrBefore(view, timeAt(m_range, 0) - 1));
    m_shape.after.reset();
    m_shape.holdTo.reset();
    m_shape.endsInGap = false;
    // A gap behind the last value may stand in a column of its own, which columns do not tell.
    const std::optional<series::Sample> newest = sampleAtOrBefore(view, endNs - 1);
    if (newest && std::isnan(newest->value)) {
        m_shape.endsInGap = true;
        return;
    }
    const std::optional<series::Sample> next = sampleAtOrAfter(view, endNs);
    m_shape.after = outer(next);
    if (!next)
        m_shape.holdTo = std::min<qint64>(columnAt(m_range, nowNs), m_range.count - 1);
}

} // namespace charts
