// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ink.h"

#include <QPointF>

#include <algorithm>
#include <cmath>
#include <span>

namespace charts {
namespace {

//! \a colour over \a under; \a alpha is 0 to 256.
inline QRgb blended(QRgb under, QRgb colour, quint32 alpha)
{
    const quint32 rest = 256 - alpha;
    const quint32 redBlue = ((under & 0xff00ff) * rest + (colour & 0xff00ff) * alpha) >> 8;
    const quint32 green = ((under & 0x00ff00) * rest + (colour & 0x00ff00) * alpha) >> 8;
    return 0xff000000 | (redBlue & 0xff00ff) | (green & 0x00ff00);
}

//! The vertical profile of a slanted stroke, averaged over the width of its column: a trapezoid around 0.
class Trapezoid
{
public:
    //! \a half: half the stroke's height; \a ramp: how far its middle moves inside the column.
    Trapezoid(float half, float ramp)
        : m_inner(std::abs(half - ramp / 2))
        , m_outer(half + ramp / 2)
        , m_top(ramp > 2 * half ? 2 * half / ramp : 1)
    {
    }
    [[nodiscard]] float outer() const { return m_outer; }
    //! The area from 0 to \a y.
    [[nodiscard]] float area(float y) const
    {
        const float far = std::min(std::abs(y), m_outer);
        float sum = std::min(far, m_inner);
        if (far > m_inner) {
            const float beyond = far - m_inner;
            sum += beyond - beyond * beyond / (2 * (m_outer - m_inner));
        }
        return std::copysign(m_top * sum, y);
    }

private:
    float m_inner, m_outer, m_top;
};

} // namespace

void Ink::reset(int width)
{
    m_boxes.assign(static_cast<std::size_t>(std::max(width, 0)), {});
    m_slopes.clear();
}

void Ink::box(int x, double from, double to)
{
    Box &box = m_boxes[static_cast<std::size_t>(x)];
    const auto top = static_cast<float>(std::min(from, to));
    const auto bottom = static_cast<float>(std::max(from, to));
    box = box.isEmpty() ? Box{top, bottom} : Box{std::min(box.top, top), std::max(box.bottom, bottom)};
}

void Ink::line(qint64 x1, double row1, qint64 x2, double row2)
{
    const qint64 first = std::max<qint64>(x1, 0);
    const qint64 last = std::min<qint64>(x2, static_cast<qint64>(m_boxes.size()) - 1);
    if (x2 <= x1 || first > last)
        return;
    const double slope = (row2 - row1) / static_cast<double>(x2 - x1);
    const auto rowAt = [&](double x) { return static_cast<float>(row1 + slope * (x - static_cast<double>(x1))); };
    for (qint64 x = first; x <= last; ++x) {
        const double left = x == x1 ? static_cast<double>(x) : static_cast<double>(x) - 0.5;
        const double right = x == x2 ? static_cast<double>(x) : static_cast<double>(x) + 0.5;
        m_slopes.push_back({static_cast<int>(x), static_cast<float>(right - left), rowAt(left), rowAt(right),
            static_cast<float>(std::min(row1, row2)), static_cast<float>(std::max(row1, row2))});
    }
}

void Ink::add(const CurveShape &shape, const RowMapper &mapper, bool held)
{
    const int width = static_cast<int>(shape.columns.size());
    reset(width);
    struct Pen
    {
        qint64 x;
        double row;
    };
    std::optional<Pen> pen;
    if (shape.before)
        pen = Pen{shape.before->x, mapper.row(shape.before->value)};
    const auto join = [&](qint64 x, double row) {
        line(pen->x, pen->row, x, held ? pen->row : row);
        if (held && x >= 0 && x < width)
            box(static_cast<int>(x), pen->row, row);
    };
    for (int x = 0; x < width; ++x) {
        const series::Column &column = shape.columns[x];
        if (column.count == 0) {
            if (breaksLine(column))
                pen.reset();
            continue;
        }
        if (pen && !column.gapBefore)
            join(x, mapper.row(column.first));
        box(x, mapper.row(column.max), mapper.row(column.min));
        pen = column.gapAfter ? std::nullopt : std::optional(Pen{x, mapper.row(column.last)});
    }
    if (!pen)
        return;
    if (shape.after)
        join(shape.after->x, mapper.row(shape.after->value));
    else if (held && shape.holdTo && *shape.holdTo > pen->x)
        line(pen->x, pen->row, *shape.holdTo, pen->row);
}

//! What one column of pixels is made of.
struct Ink::Column
{
    float half = 0; // Of the pen.
    std::span<const Slope> slopes;
    struct Part
    {
        float top, bottom, share;
    };
    Part parts[9]; // Boxes of this column and of its neighbours that reach into it.
    int partCount = 0;

    void add(const Box &box, float share)
    {
        if (!box.isEmpty() && partCount < 9)
            parts[partCount++] = {box.top - half, box.bottom + half, share};
    }
};

//! Fills m_coverage for rows \a from to \a to.
void Ink::cover(const Column &column, int from, int to)
{
    float *const coverage = m_coverage.data();
    std::fill(coverage + from, coverage + to + 1, 0.F);
    // Rows are middles of pixels: a pixel reaches half a row up and down.
    const auto first = [from](float top) { return std::max(static_cast<int>(std::floor(top + 0.5F)), from); };
    const auto last = [to](float bottom) { return std::min(static_cast<int>(std::ceil(bottom + 0.5F)) - 1, to); };
    const auto part = [](float top, float bottom, int y) {
        const auto row = static_cast<float>(y);
        return std::max(std::min(bottom, row + 0.5F) - std::max(top, row - 0.5F), 0.F);
    };
    for (const Slope &slope : column.slopes) {
        const float ramp = std::abs(slope.to - slope.from);
        const float steep = ramp / slope.share;
        const Trapezoid profile(column.half * std::sqrt(1 + steep * steep), ramp);
        const float centre = (slope.from + slope.to) / 2;
        const float top = std::max(slope.top - column.half, centre - profile.outer());
        const float bottom = std::min(slope.bottom + column.half, centre + profile.outer());
        const int begin = first(std::clamp(top, -1.F, static_cast<float>(to) + 1.F));
        const int end = last(std::clamp(bottom, -1.F, static_cast<float>(to) + 1.F));
        for (int y = begin; y <= end; ++y) {
            const auto row = static_cast<float>(y);
            const float area = profile.area(std::min(row + 0.5F, bottom) - centre)
                - profile.area(std::max(row - 0.5F, top) - centre);
            coverage[y] += std::max(area, 0.F) * slope.share;
        }
    }
    for (int i = 0; i < column.partCount; ++i) {
        const auto [top, bottom, share] = column.parts[i];
        const int begin = first(std::clamp(top, -1.F, static_cast<float>(to) + 1.F));
        const int end = last(std::clamp(bottom, -1.F, static_cast<float>(to) + 1.F));
        for (int y = begin; y <= end; ++y)
            coverage[y] = std::max(coverage[y], part(top, bottom, y) * share);
    }
}

void Ink::paint(QImage &image, const QRect &plot, const InkLook &look)
{
    Q_ASSERT(image.depth() == 32 && image.rect().contains(plot));
    const int width = std::min(plot.width(), static_cast<int>(m_boxes.size()));
    const int height = plot.height();
    const qsizetype stride = image.bytesPerLine() / 4;
    QRgb *const pixels = reinterpret_cast<QRgb *>(image.bits()) + plot.y() * stride + plot.x();
    m_coverage.resize(static_cast<std::size_t>(height));
    const auto half = static_cast<float>(look.pen / 2);
    const int reach = std::min(static_cast<int>(std::ceil(half - 0.5F)), 4); // Columns that a tall box also touches.
    const auto opacity = static_cast<float>(look.opacity * 256);
    const auto solid = static_cast<quint32>(opacity);
    const auto rowFrom = [height](float top) {
        return static_cast<int>(std::clamp(std::floor(top + 0.5F), 0.F, static_cast<float>(height)));
    };
    const auto rowTo = [height](float bottom) {
        return static_cast<int>(std::clamp(std::ceil(bottom + 0.5F) - 1, -1.F, static_cast<float>(height - 1)));
    };
    auto slope = m_slopes.cbegin();
    std::vector<Slope> seen; // Slopes of the column that its box does not hide.
    for (int x = 0; x < width; ++x) {
        const Box own = m_boxes[static_cast<std::size_t>(x)];
        seen.clear();
        for (; slope != m_slopes.cend() && slope->x == x; ++slope) {
            const auto [low, high] = std::minmax(slope->from, slope->to);
            if (own.isEmpty() || low < own.top || high > own.bottom)
                seen.push_back(*slope);
        }
        if (look.dash > 0 && ((look.lattice + x) % (look.dash + look.space)) >= look.dash)
            continue;
        Column column; // Its parts are set as far as they are counted.
        column.half = half;
        column.slopes = seen;
        column.add(own, 1);
        for (int distance = 1; distance <= reach; ++distance) {
            const float share = std::min(1.F, half + 0.5F - static_cast<float>(distance));
            for (const int near : {x - distance, x + distance}) {
                if (near < 0 || near >= width)
                    continue;
                const Box &box = m_boxes[static_cast<std::size_t>(near)];
                if (box.bottom - box.top > 2 && (own.isEmpty() || box.top < own.top || box.bottom > own.bottom))
                    column.add(box, share);
            }
        }
        float top = static_cast<float>(height), bottom = -1;
        for (int i = 0; i < column.partCount; ++i) {
            top = std::min(top, column.parts[i].top);
            bottom = std::max(bottom, column.parts[i].bottom);
        }
        for (const Slope &each : seen) {
            top = std::min(top, each.top - half);
            bottom = std::max(bottom, each.bottom + half);
        }
        const int low = rowFrom(top);
        const int high = rowTo(bottom);
        if (low > high)
            continue;
        // Rows that the box covers whole need no arithmetic.
        int insideFrom = high + 1, insideTo = high;
        if (!own.isEmpty()) {
            const float from = std::ceil(own.top - half + 0.5F);
            const float to = std::floor(own.bottom + half - 0.5F);
            if (from <= to && from <= static_cast<float>(high) && to >= static_cast<float>(low)) {
                insideFrom = std::max(static_cast<int>(from), low);
                insideTo = std::min(static_cast<int>(std::min(to, static_cast<float>(high))), high);
            }
        }
        const auto blend = [&](int from, int to) {
            if (from > to)
                return;
            cover(column, from, to);
            QRgb *pixel = pixels + from * stride + x;
            for (int y = from; y <= to; ++y, pixel += stride)
                *pixel = blended(*pixel, look.colour, static_cast<quint32>(std::min(m_coverage[y], 1.F) * opacity));
        };
        blend(low, insideFrom - 1);
        QRgb *pixel = pixels + insideFrom * stride + x;
        if (solid >= 256) {
            for (int y = insideFrom; y <= insideTo; ++y, pixel += stride)
                *pixel = look.colour | 0xff000000;
        } else {
            for (int y = insideFrom; y <= insideTo; ++y, pixel += stride)
                *pixel = blended(*pixel, look.colour, solid);
        }
        blend(insideTo + 1, high);
    }
}

std::optional<double> Ink::rowOf(int x) const
{
    const Box &box = m_boxes[static_cast<std::size_t>(x)];
    if (!box.isEmpty())
        return (box.top + box.bottom) / 2;
    const auto slope = std::ranges::lower_bound(m_slopes, x, {}, &Slope::x);
    if (slope == m_slopes.end() || slope->x != x)
        return std::nullopt;
    return (slope->from + slope->to) / 2;
}

void Ink::fill(QImage &image, const QRect &plot, QRgb colour, double opacity, double base) const
{
    const int width = std::min(plot.width(), static_cast<int>(m_boxes.size()));
    const qsizetype stride = image.bytesPerLine() / 4;
    QRgb *const pixels = reinterpret_cast<QRgb *>(image.bits()) + plot.y() * stride + plot.x();
    const auto alpha = static_cast<quint32>(std::clamp(opacity, 0.0, 1.0) * 256);
    for (int x = 0; x < width; ++x) {
        const std::optional<double> row = rowOf(x);
        if (!row)
            continue;
        const int from = std::max(static_cast<int>(std::lround(std::min(*row, base))), 0);
        const int to = std::min(static_cast<int>(std::lround(std::max(*row, base))), plot.height() - 1);
        QRgb *pixel = pixels + from * stride + x;
        for (int y = from; y <= to; ++y, pixel += stride)
            *pixel = blended(*pixel, colour, alpha);
    }
}

void paintDisc(QImage &image, QPointF centre, double radius, QRgb colour, double opacity)
{
    const int top = std::max(static_cast<int>(std::floor(centre.y() - radius)), 0);
    const int bottom = std::min(static_cast<int>(std::ceil(centre.y() + radius)), image.height() - 1);
    const int left = std::max(static_cast<int>(std::floor(centre.x() - radius)), 0);
    const int right = std::min(static_cast<int>(std::ceil(centre.x() + radius)), image.width() - 1);
    const auto solid = static_cast<quint32>(opacity * 256);
    const double inside = std::max(radius - 0.5, 0.0) * std::max(radius - 0.5, 0.0);
    const double outside = (radius + 0.5) * (radius + 0.5);
    const qsizetype stride = image.bytesPerLine() / 4;
    QRgb *line = reinterpret_cast<QRgb *>(image.bits()) + top * stride;
    for (int y = top; y <= bottom; ++y, line += stride) {
        for (int x = left; x <= right; ++x) {
            const double dx = x - centre.x(), dy = y - centre.y();
            const double distance = dx * dx + dy * dy;
            if (distance >= outside)
                continue;
            // Only the rim needs a root.
            const quint32 alpha = distance <= inside
                ? solid
                : static_cast<quint32>((radius + 0.5 - std::sqrt(distance)) * opacity * 256);
            line[x] = blended(line[x], colour, std::min(alpha, solid));
        }
    }
}

void paintEndDot(QImage &image, QPointF centre, double ratio, QRgb colour, QRgb ground, bool hollow)
{
    if (!hollow)
        paintDisc(image, centre, 6 * ratio, colour, 0.2);
    paintDisc(image, centre, 4 * ratio, ground, 1);
    paintDisc(image, centre, 3 * ratio, colour, 1);
    if (hollow)
        paintDisc(image, centre, 1.5 * ratio, ground, 1);
}

} // namespace charts
