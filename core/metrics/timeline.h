// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace metrics {

//! What one stretch of a run's time line carried.
struct TimelineBin
{
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    quint64 roundTrips = 0;
    quint64 roundTripSumNs = 0;
    quint64 roundTripMaxNs = 0;
    quint64 breaks = 0; //!< Gaps in the stream.
    friend bool operator==(const TimelineBin &, const TimelineBin &) = default;
};

//! A whole run in at most 512 bins of one width, in exact counts: seconds at first, and twice as wide each time it runs
//! out of bins. Time is an argument: whole seconds since 1970 that never go back.
class Timeline
{
public:
    static constexpr std::size_t most = 512;

    //! The bin of \a second, which may be changed until the next call.
    TimelineBin &at(qint64 second)
    {
        return second >= m_from && second < m_to ? m_bins.back() : turnTo(second);
    }
    //! The second where the first bin begins; -1 before the first.
    [[nodiscard]] qint64 origin() const { return m_origin; }
    [[nodiscard]] qint64 binSeconds() const { return m_width; }
    //! One behind the other, without holes.
    [[nodiscard]] const std::vector<TimelineBin> &bins() const { return m_bins; }
    friend bool operator==(const Timeline &, const Timeline &) = default;

private:
    TimelineBin &turnTo(qint64 second);
    void halve();

    qint64 m_origin = -1;
    qint64 m_width = 1;
    qint64 m_from = 0, m_to = 0; //!< Seconds of the last bin.
    std::vector<TimelineBin> m_bins;
};

} // namespace metrics
