// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace metrics {

Histogram::Histogram(const Histogram &other) { *this = other; }

Histogram &Histogram::operator=(const Histogram &other)
{
    if (this == &other)
        return *this;
    for (std::size_t row = 0; row < rows; ++row)
        m_rows[row] = other.m_rows[row] ? std::make_unique<Row>(*other.m_rows[row]) : nullptr;
    m_count = other.m_count;
    m_sum = other.m_sum;
    m_min = other.m_min;
    m_max = other.m_max;
    return *this;
}

Histogram::Row &Histogram::rowAt(std::size_t row)
{
    if (!m_rows[row]) [[unlikely]]
        m_rows[row] = std::make_unique<Row>();
    return *m_rows[row];
}

// The six bits behind the leading one choose among 64 buckets of its doubling.
void Histogram::add(qint64 value)
{
    const auto number = static_cast<quint64>(std::max<qint64>(value, 0));
    const int bits = static_cast<int>(std::bit_width(number));
    const auto doublings = static_cast<std::size_t>(std::max(0, bits - 6));
    const std::size_t place = (doublings > 0 ? number >> (doublings - 1) : number) & (perDoubling - 1);
    ++rowAt(doublings)[place];
    const auto known = static_cast<qint64>(number);
    m_min = m_count == 0 ? known : std::min(m_min, known);
    m_max = std::max(m_max, known);
    m_sum += number;
    ++m_count;
}

// Row 0 has the values 0 to 63 themselves; row n those of n + 6 bits.
qint64 Histogram::lowestOf(std::size_t row, std::size_t place)
{
    return static_cast<qint64>(row == 0 ? place : (perDoubling + place) << (row - 1));
}

qint64 Histogram::highestOf(std::size_t row, std::size_t place)
{
    const quint64 width = row == 0 ? 1 : 1ULL << (row - 1);
    return static_cast<qint64>(static_cast<quint64>(lowestOf(row, place)) + (width - 1));
}

void Histogram::merge(const Histogram &other)
{
    if (other.isEmpty())
        return;
    for (std::size_t row = 0; row < rows; ++row) {
        if (!other.m_rows[row])
            continue;
        Row &mine = rowAt(row);
        for (std::size_t place = 0; place < perDoubling; ++place)
            mine[place] += (*other.m_rows[row])[place];
    }
    m_min = isEmpty() ? other.m_min : std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_count += other.m_count;
    m_sum += other.m_sum;
}

bool Histogram::equals(const Histogram &other) const
{
    if (m_count != other.m_count || m_sum != other.m_sum || m_min != other.m_min || m_max != other.m_max)
        return false;
    const auto same = [](const std::unique_ptr<Row> &a, const std::unique_ptr<Row> &b) {
        return static_cast<bool>(a) == static_cast<bool>(b) && (!a || *a == *b);
    };
    return std::ranges::equal(m_rows, other.m_rows, same);
}

std::optional<qint64> Histogram::min() const { return m_count ? std::optional(m_min) : std::nullopt; }
std::optional<qint64> Histogram::max() const { return m_count ? std::optional(m_max) : std::nullopt; }

std::optional<double> Histogram::mean() const
{
    if (m_count == 0)
        return {};
    return static_cast<double>(m_sum) / static_cast<double>(m_count);
}

std::optional<qint64> Histogram::percentile(double share) const
{
    if (m_count == 0)
        return {};
    const auto wanted = static_cast<quint64>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count)));
    if (wanted <= 1)
        return m_min;
    if (wanted >= m_count)
        return m_max;
    quint64 seen = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        if (!m_rows[row])
            continue;
        for (std::size_t place = 0; place < perDoubling; ++place) {
            seen += (*m_rows[row])[place];
            if (seen < wanted)
                continue;
            const qint64 lowest = lowestOf(row, place);
            return std::clamp(lowest + (highestOf(row, place) - lowest) / 2, m_min, m_max);
        }
    }
    return m_max;
}

} // namespace metrics
