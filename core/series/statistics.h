// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"

#include <limits>
#include <memory>
#include <unordered_map>

namespace series {

//! What a stretch of samples amounts to; gaps and what is not finite are left out.
struct Statistics
{
    quint64 count = 0;
    double first = std::numeric_limits<double>::quiet_NaN();
    double last = std::numeric_limits<double>::quiet_NaN();
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    double sum = 0;
    double squares = 0; //!< Sum of squares.
    qint64 firstNs = 0;
    qint64 lastNs = 0;

    void add(const Sample &sample);
    //! Adds \a later, whose samples follow.
    void add(const Statistics &later);
    [[nodiscard]] double mean() const { return count > 0 ? sum / static_cast<double>(count) : first; }
    [[nodiscard]] double rms() const;
    //! Samples a second; 0 for fewer than two.
    [[nodiscard]] double rate() const;
    //! Change of value a second, from the first sample to the last.
    [[nodiscard]] double slope() const;
};

//! Statistics of one series over any stretch of time, exact over all its samples.
//!
//! Full chunks never change, so each is summed up once: a look at ten million samples adds the sums of their chunks and
//! reads no more than two of them.
class StatisticsCache
{
public:
    //! Of the samples of \a view from \a fromNs up to before \a toNs.
    [[nodiscard]] Statistics over(const SeriesView &view, qint64 fromNs, qint64 toNs);

private:
    const Statistics &whole(const std::shared_ptr<const Chunk> &chunk);

    struct Kept
    {
        std::weak_ptr<const Chunk> chunk; // Another chunk may come to lie at the same address.
        Statistics statistics;
    };
    std::unordered_map<const Chunk *, Kept> m_whole;
};

} // namespace series
