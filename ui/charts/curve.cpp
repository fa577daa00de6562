// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve.h"

#include <algorithm>

namespace charts {

namespace {

constexpr double farthestRow = 1 << 24;

//! The last column with samples; nothing when there is none or a gap stands behind it.
std::optional<int> openEnd(const std::vector<series::Column> &columns)
{
    for (int i = static_cast<int>(columns.size()) - 1; i >= 0; --i) {
        if (breaksLine(columns[i]) || columns[i].gapAfter)
            return std::nullopt;
        if (columns[i].count > 0)
            return i;
    }
    return std::nullopt;
}

} // namespace

RowMapper::RowMapper(const YScale &scale, int height)
    : m_scale(scale)
    , m_high(scale.position(scale.high))
    , m_factor((height - 1) / (m_high - scale.position(scale.low)))
{
}

double RowMapper::row(double value) const
{
    return std::clamp<double>((m_high - m_scale.position(value)) * m_factor, -farthestRow, farthestRow);
}

bool breaksLine(const series::Column &column) { return column.count == 0 && (column.gapBefore || column.gapAfter); }

Extent extentOf(const CurveShape &shape, bool held)
{
    Extent extent;
    bool open = shape.before.has_value();
    bool enters = open; // The line comes from before the first sample, at:
    const double entry = open ? shape.before->value : 0;
    const double width = static_cast<double>(shape.columns.size());
    const auto at
        = [](double x1, double v1, double x2, double v2, double x) { return v1 + (v2 - v1) * ((x - x1) / (x2 - x1)); };
    for (std::size_t x = 0; x < shape.columns.size(); ++x) {
        const series::Column &column = shape.columns[x];
        if (breaksLine(column) || (column.count > 0 && column.gapBefore))
            enters = false;
        if (column.count == 0)
            continue;
        if (enters && x > 0)
            extent.add(held ? entry
                            : at(static_cast<double>(shape.before->x), entry, static_cast<double>(x), column.first, 0));
        enters = false;
        extent.add(column.min);
        extent.add(column.max);
    }
    const std::optional<int> end = openEnd(shape.columns);
    if (end && shape.after && !held)
        extent.add(
            at(*end, shape.columns[*end].last, static_cast<double>(shape.after->x), shape.after->value, width - 1));
    if (enters && held)
        extent.add(entry);
    if (enters && shape.after && !held) {
        const auto from = static_cast<double>(shape.before->x);
        const auto to = static_cast<double>(shape.after->x);
        extent.add(at(from, entry, to, shape.after->value, 0));
        extent.add(at(from, entry, to, shape.after->value, width - 1));
    }
    return extent;
}

std::vector<ColumnGap> gapsOf(const CurveShape &shape, qint64 now)
{
    std::vector<ColumnGap> gaps;
    const int width = static_cast<int>(shape.columns.size());
    int last = -1; // The last column with samples.
    bool gap = false;
    const auto close = [&](int next, bool isOpen) {
        if (gap && last >= 0 && next - last > 1)
            gaps.push_back({last + 1, next - 1, isOpen});
        gap = false;
    };
    for (int x = 0; x < width; ++x) {
        const series::Column &column = shape.columns[x];
        gap = gap || breaksLine(column);
        if (column.count == 0)
            continue;
        gap = gap || column.gapBefore;
        close(x, false);
        last = x;
        gap = column.gapAfter;
    }
    gap = gap || shape.endsInGap;
    close(static_cast<int>(std::clamp<qint64>(now, 0, width - 1)) + 1, true);
    return gaps;
}

std::vector<ColumnGap> commonGaps(const std::vector<ColumnGap> &a, const std::vector<ColumnGap> &b)
{
    std::vector<ColumnGap> common;
    for (const ColumnGap &one : a) {
        for (const ColumnGap &other : b) {
            const int first = std::max(one.first, other.first);
            const int last = std::min(one.last, other.last);
            if (first <= last)
                common.push_back({first, last, one.isOpen && other.isOpen});
        }
    }
    return common;
}

} // namespace charts
