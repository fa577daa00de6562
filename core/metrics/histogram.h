// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QtGlobal>

#include <array>
#include <memory>
#include <optional>

namespace metrics {

//! How whole numbers (nanoseconds, bytes) are spread: exact count, sum, minimum and maximum, any percentile.
//!
//! Log-bucketed as an HDR histogram is: 64 buckets for each doubling, below 64 one for each value. A percentile is
//! within relativeError of the value that it stands for. Memory has a bound (30 KiB); a doubling costs 512 bytes once
//! something fell into it. Adding neither divides nor, after the first value of a doubling, allocates. The sum is
//! exact, so that a mean never drifts; adding up two histograms gives the one of all their values.
class Histogram
{
public:
    static constexpr double relativeError = 1.0 / 128;

    Histogram() = default;
    Histogram(const Histogram &other);
    Histogram &operator=(const Histogram &other);
    Histogram(Histogram &&) noexcept = default;
    Histogram &operator=(Histogram &&) noexcept = default;
    ~Histogram() = default;

    void add(qint64 value); //!< A negative one counts as 0.
    void add(base::Nanoseconds time) { add(time.count()); }
    //! As if all values of \a other had been added.
    void merge(const Histogram &other);

    [[nodiscard]] quint64 count() const { return m_count; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    //! The exact sum of all values, as near as a double comes.
    [[nodiscard]] double sum() const { return static_cast<double>(m_sum); }
    // Nothing before the first value.
    [[nodiscard]] std::optional<qint64> min() const;
    [[nodiscard]] std::optional<qint64> max() const;
    [[nodiscard]] std::optional<double> mean() const;
    //! The smallest value that \a share (0 to 1) of all values did not exceed, within relativeError of it.
    [[nodiscard]] std::optional<qint64> percentile(double share) const;

    //! Calls \a visit(lowest, highest, count) for each bucket that holds something, from below.
    template <typename Visit>
    void forEachBucket(Visit visit) const
    {
        for (std::size_t row = 0; row < rows; ++row) {
            if (!m_rows[row])
                continue;
            for (std::size_t place = 0; place < perDoubling; ++place) {
                if (const quint64 n = (*m_rows[row])[place])
                    visit(lowestOf(row, place), highestOf(row, place), n);
            }
        }
    }

    friend bool operator==(const Histogram &a, const Histogram &b) { return a.equals(b); }

private:
    static constexpr std::size_t perDoubling = 64;
    static constexpr std::size_t rows = 58; //!< One for 0 to 63, then one for each doubling up to 2^63.
    using Row = std::array<quint64, perDoubling>;
    __extension__ typedef unsigned __int128 Sum; // 64 bits would hold 292 years of nanoseconds.

    [[nodiscard]] Row &rowAt(std::size_t row);
    [[nodiscard]] bool equals(const Histogram &other) const;
    [[nodiscard]] static qint64 lowestOf(std::size_t row, std::size_t place);
    [[nodiscard]] static qint64 highestOf(std::size_t row, std::size_t place);

    std::array<std::unique_ptr<Row>, rows> m_rows;
    quint64 m_count = 0;
    Sum m_sum = 0;
    qint64 m_min = 0;
    qint64 m_max = 0;
};

//! A mean of nanoseconds in milliseconds; nothing before the first.
[[nodiscard]] inline std::optional<double> meanMs(const Histogram &times)
{
    const auto mean = times.mean();
    return mean ? std::optional(*mean / 1e6) : std::nullopt;
}

} // namespace metrics
