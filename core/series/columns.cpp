// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace series {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

constexpr qint64 floorDiv(qint64 a, qint64 b) { return a / b - (a % b < 0 ? 1 : 0); }

qint64 startOf(qint64 column, qint64 width)
{
    qint64 start = 0;
    if (__builtin_mul_overflow(column, width, &start))
        return column < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    return start;
}

// The first sample of sorted samples at or behind a time.
auto lowerBound(std::span<const Sample> samples, qint64 time)
{
    return std::lower_bound(
        samples.begin(), samples.end(), time, [](const Sample &s, qint64 t) { return s.timeNs < t; });
}

//! Adds samples, in order of time, to their columns.
class ColumnFill
{
public:
    ColumnFill(ColumnRange range, std::vector<Column> &columns) : m_range(range), m_columns(columns) { }

    void startAfterGap(bool gap) { m_gap = gap; }

    void add(const Sample &sample)
    {
        if (sample.timeNs >= m_end || m_column == nullptr)
            enter(sample.timeNs);
        if (std::isnan(sample.value)) {
            m_column->gapAfter = m_column->count > 0;
            m_gap = true;
            return;
        }
        put(sample.value);
        m_gap = false;
    }

private:
    void enter(qint64 time)
    {
        const qint64 index = floorDiv(time, m_range.nsPerColumn);
        m_column = &m_columns[static_cast<std::size_t>(index - m_range.first)];
        m_end = startOf(index + 1, m_range.nsPerColumn);
    }

    void put(double value)
    {
        Column &column = *m_column;
        column.gapAfter = false;
        if (column.count++ == 0) {
            column.first = column.min = column.max = value;
            column.gapBefore = m_gap;
        } else {
            column.min = std::min(column.min, value);
            column.max = std::max(column.max, value);
        }
        column.last = value;
    }

    ColumnRange m_range;
    std::vector<Column> &m_columns;
    Column *m_column = nullptr;
    qint64 m_end = 0;
    bool m_gap = false;
};

// Late samples of [start, end), all correction chunks merged.
std::vector<Sample> lateBetween(const SeriesView &view, qint64 start, qint64 end)
{
    std::vector<Sample> late;
    for (const auto &chunk : view.corrections) {
        const auto samples = chunk->samples();
        const auto middle = static_cast<qptrdiff>(late.size());
        late.insert(late.end(), lowerBound(samples, start), lowerBound(samples, end));
        std::inplace_merge(late.begin(), late.begin() + middle, late.end(),
            [](const Sample &a, const Sample &b) { return a.timeNs < b.timeNs; });
    }
    return late;
}

// The newest sample before a time in one sorted run; false when there is none.
bool lastBefore(std::span<const Sample> samples, qint64 time, Sample &found)
{
    const auto at = lowerBound(samples, time);
    if (at == samples.begin())
        return false;
    found = *(at - 1);
    return true;
}

Sample sampleBefore(const SeriesView &view, qint64 time)
{
    Sample newest{0, nothing};
    bool any = false;
    auto chunk = std::partition_point(view.chunks.begin(), view.chunks.end(), [time](const auto &c) {
        const auto samples = c->samples();
        return !samples.empty() && samples.front().timeNs < time;
    });
    if (chunk != view.chunks.begin())
        any = lastBefore((*(chunk - 1))->samples(), time, newest);
    for (const auto &correction : view.corrections) {
        Sample late;
        if (lastBefore(correction->samples(), time, late) && (!any || late.timeNs >= newest.timeNs)) {
            newest = late;
            any = true;
        }
    }
    return newest;
}

} // namespace

std::vector<Column> columnsOf(const SeriesView &view, ColumnRange range, Sample *before)
{
    std::vector<Column> columns(static_cast<std::size_t>(std::max(range.count, 0)));
    const qint64 start = startOf(range.first, range.nsPerColumn);
    const qint64 end = startOf(range.first + range.count, range.nsPerColumn);
    const Sample entering = sampleBefore(view, start);
    if (before != nullptr)
        *before = entering;
    if (columns.empty())
        return columns;

    ColumnFill fill(range, columns);
    fill.startAfterGap(std::isnan(entering.value) && entering.timeNs != 0);
    const std::vector<Sample> late = lateBetween(view, start, end);
    auto nextLate = late.begin();
    auto chunk = std::partition_point(view.chunks.begin(), view.chunks.end(), [start](const auto &c) {
        const auto samples = c->samples();
        return !samples.empty() && samples.back().timeNs < start;
    });
    for (; chunk != view.chunks.end(); ++chunk) {
        const auto samples = (*chunk)->samples();
        const auto stop = lowerBound(samples, end);
        for (auto at = lowerBound(samples, start); at != stop; ++at) {
            for (; nextLate != late.end() && nextLate->timeNs < at->timeNs; ++nextLate)
                fill.add(*nextLate);
            fill.add(*at);
        }
        if (stop != samples.end())
            break;
    }
    for (; nextLate != late.end(); ++nextLate)
        fill.add(*nextLate);
    return columns;
}

} // namespace series
