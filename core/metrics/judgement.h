// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/runmetrics.h"

namespace metrics {

//! How a feed comes.
enum class Judgement : quint8 {
    Unknown, //!< Fewer than 20 pauses were seen.
    Steady, //!< 99 of 100 pauses are at most three times the usual one.
    Bursty,
    Stalling, //!< A pause of at least 5 s was more than twenty times as long as 99 of 100 are.
};

//! By the pauses between received messages.
[[nodiscard]] inline Judgement judgementOf(const RunMetrics &run)
{
    const Histogram &pauses = run.interArrival;
    if (pauses.count() < 20)
        return Judgement::Unknown;
    const qint64 usual = *pauses.percentile(0.5), long_ = *pauses.percentile(0.99), longest = *pauses.max();
    if (longest >= 5'000'000'000 && longest / 20 > long_)
        return Judgement::Stalling;
    return long_ / 3 <= usual ? Judgement::Steady : Judgement::Bursty;
}

} // namespace metrics
