// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve.h"

#include <algorithm>

namespace charts {

namespace {

constexpr int farthestRow = 1 << 24;

//! Rounds half up; std::lround() is a call, and this is asked for each pixel column. \a row is within ± farthestRow.
int rounded(double row) { return static_cast<int>(row + farthestRow + 0.5) - farthestRow; }

void appendRun(std::vector<PixelRun> &runs, int x, int from, int to, int height)
{
    const int top = std::max(std::min(from, to), 0);
    const int bottom = std::min(std::max(from, to), height - 1);
    if (top <= bottom)
        runs.push_back({x, top, bottom});
}

bool breaksLine(const series::Column &column) { return column.count == 0 && (column.gapBefore || column.gapAfter); }

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

int RowMapper::row(double value) const
{
    return rounded(std::clamp<double>((m_high - value) * m_factor, -farthestRow, farthestRow));
}

void appendLine(std::vector<PixelRun> &runs, qint64 x1, int row1, qint64 x2, int row2, int width, int height)
{
    const qint64 first = std::max<qint64>(x1, 0);
    const qint64 last = std::min<qint64>(x2, width - 1);
    const double slope = x2 > x1 ? static_cast<double>(row2 - row1) / static_cast<double>(x2 - x1) : 0;
    const auto rowAt = [&](double x) { return rounded(row1 + slope * (x - static_cast<double>(x1))); };
    const int forward = row2 > row1 ? 1 : -1;
    for (qint64 x = first; x <= last; ++x) {
        const double centre = static_cast<double>(x);
        int from = x == x1 ? row1 : rowAt(centre - 0.5);
        const int to = x == x2 ? row2 : rowAt(centre + 0.5);
        // The row on the border belongs to the column at its left, unless it is the row of the centre.
        if (x != x1 && from != to && from != rowAt(centre))
            from += forward;
        appendRun(runs, static_cast<int>(x), from, to, height);
    }
}

void appendRuns(std::vector<PixelRun> &runs, const CurveShape &shape, const YScale &scale, int height)
{
    const RowMapper mapper(scale, height);
    const int width = static_cast<int>(shape.columns.size());
    struct Pen
    {
        qint64 x;
        int row;
    };
    std::optional<Pen> pen;
    if (shape.before)
        pen = Pen{shape.before->x, mapper.row(shape.before->value)};
    for (int x = 0; x < width; ++x) {
        const series::Column &column = shape.columns[x];
        if (column.count == 0) {
            if (breaksLine(column))
                pen.reset();
            continue;
        }
        if (pen && !column.gapBefore)
            appendLine(runs, pen->x, pen->row, x, mapper.row(column.first), width, height);
        if (column.count > 1 || !pen || column.gapBefore)
            appendRun(runs, x, mapper.row(column.max), mapper.row(column.min), height);
        pen = column.gapAfter ? std::nullopt : std::optional(Pen{x, mapper.row(column.last)});
    }
    if (!pen)
        return;
    if (shape.after)
        appendLine(runs, pen->x, pen->row, shape.after->x, mapper.row(shape.after->value), width, height);
    else if (shape.holdTo && *shape.holdTo > pen->x)
        appendLine(runs, pen->x, pen->row, *shape.holdTo, pen->row, width, height);
}

Extent extentOf(const CurveShape &shape)
{
    Extent extent;
    bool open = shape.before.has_value();
    std::optional<double> entry = open ? std::optional(shape.before->value) : std::nullopt;
    const double width = static_cast<double>(shape.columns.size());
    const auto at
        = [](double x1, double v1, double x2, double v2, double x) { return v1 + (v2 - v1) * ((x - x1) / (x2 - x1)); };
    for (std::size_t x = 0; x < shape.columns.size(); ++x) {
        const series::Column &column = shape.columns[x];
        if (breaksLine(column) || (column.count > 0 && column.gapBefore))
            entry.reset();
        if (column.count == 0)
            continue;
        if (entry && x > 0)
            extent.add(at(static_cast<double>(shape.before->x), *entry, static_cast<double>(x), column.first, 0));
        entry.reset();
        extent.add(column.min);
        extent.add(column.max);
    }
    const std::optional<int> end = openEnd(shape.columns);
    if (end && shape.after)
        extent.add(
            at(*end, shape.columns[*end].last, static_cast<double>(shape.after->x), shape.after->value, width - 1));
    if (entry && !shape.after)
        extent.add(*entry); // Nothing but a held value.
    if (entry && shape.after) {
        const auto from = static_cast<double>(shape.before->x);
        const auto to = static_cast<double>(shape.after->x);
        extent.add(at(from, *entry, to, shape.after->value, 0));
        extent.add(at(from, *entry, to, shape.after->value, width - 1));
    }
    return extent;
}

void writeRuns(QImage &image, QPoint origin, QSize size, const std::vector<PixelRun> &runs, QRgb colour, int pen)
{
    Q_ASSERT(image.depth() == 32);
    const qsizetype stride = image.bytesPerLine() / 4;
    QRgb *const pixels = reinterpret_cast<QRgb *>(image.bits()) + origin.y() * stride + origin.x();
    for (const PixelRun &run : runs) {
        const int bottom = std::min(run.bottom + pen - 1, size.height() - 1);
        const int right = std::min(run.x + pen - 1, size.width() - 1);
        QRgb *line = pixels + run.top * stride;
        for (int y = run.top; y <= bottom; ++y, line += stride) {
            for (int x = run.x; x <= right; ++x)
                line[x] = colour;
        }
    }
}

} // namespace charts
