// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timewindow.h"

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

qint64 floorDivide(qint64 a, qint64 b)
{
    const qint64 quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

} // namespace

void TimeWindow::setSpan(Nanoseconds span) { m_span = std::clamp(span, shortest, longest); }

void TimeWindow::pause(qint64 nowNs)
{
    if (!m_pinnedEnd)
        m_pinnedEnd = nowNs;
}

void TimeWindow::pan(Nanoseconds by, qint64 nowNs)
{
    const qint64 earliest = m_span.count();
    m_pinnedEnd = std::clamp(end(nowNs) + by.count(), earliest, std::max(nowNs, earliest));
}

void TimeWindow::zoom(double factor, qint64 anchorNs, qint64 nowNs)
{
    const double before = static_cast<double>(m_span.count());
    const qint64 right = end(nowNs);
    setSpan(Nanoseconds(static_cast<qint64>(std::clamp(before * factor, 1.0, 1e17))));
    if (isLive())
        return;
    const double applied = static_cast<double>(m_span.count()) / before;
    m_pinnedEnd = anchorNs + static_cast<qint64>(static_cast<double>(right - anchorNs) * applied);
    pan(Nanoseconds(0), nowNs);
}

series::ColumnRange latticeFor(Nanoseconds span, qint64 endNs, int width)
{
    const int count = std::max(width, 1);
    const qint64 nsPerColumn = std::max<qint64>(1, span.count() / count);
    return {.first = floorDivide(endNs, nsPerColumn) - count + 1, .count = count, .nsPerColumn = nsPerColumn};
}

qint64 columnAt(const series::ColumnRange &range, qint64 timeNs)
{
    constexpr qint64 far = qint64(1) << 40;
    return std::clamp(floorDivide(timeNs, range.nsPerColumn) - range.first, -far, far);
}

qint64 timeAt(const series::ColumnRange &range, qint64 column) { return (range.first + column) * range.nsPerColumn; }

} // namespace charts
