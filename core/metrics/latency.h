// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QtGlobal>

#include <array>
#include <optional>

namespace metrics {

//! Round trips: exact count, mean, minimum and maximum, and percentiles from a histogram of constant size.
//!
//! Sixteen buckets for each doubling from 1 ns to about 78 hours: a percentile is at most 6.25 % above the true one.
class Latency
{
public:
    void add(base::Nanoseconds roundTrip); //!< A negative one counts as 0.
    [[nodiscard]] quint64 count() const { return m_count; }
    // Nothing before the first round trip.
    [[nodiscard]] std::optional<base::Nanoseconds> min() const;
    [[nodiscard]] std::optional<base::Nanoseconds> max() const;
    [[nodiscard]] std::optional<double> meanMs() const;
    //! The smallest time that \a share (0 to 1) of the round trips did not exceed.
    [[nodiscard]] std::optional<base::Nanoseconds> percentile(double share) const;

private:
    static constexpr std::size_t perDoubling = 16;
    static constexpr std::size_t bucketCount = 45 * perDoubling;
    [[nodiscard]] static std::size_t bucketOf(quint64 ns);
    [[nodiscard]] static quint64 topOf(std::size_t bucket);

    std::array<quint32, bucketCount> m_buckets{};
    quint64 m_count = 0;
    double m_totalNs = 0;
    base::Nanoseconds m_min{0};
    base::Nanoseconds m_max{0};
};

} // namespace metrics
