// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/timewindow.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace charts {

//! The most samples that one series gives to one look at a window; of more, the newest.
constexpr qsizetype mostSamples = 200'000;

//! Calls \a take(sample) for the finite samples of \a view from \a fromNs up to before \a toNs, in order of time within
//! each chunk; late ones last. At most mostSamples of them, the newest.
template <typename Take>
void forEachSample(const series::SeriesView &view, qint64 fromNs, qint64 toNs, Take take)
{
    const auto inside = [&](const series::Chunk &chunk) {
        const auto all = chunk.samples();
        const auto first = std::ranges::lower_bound(all, fromNs, {}, &series::Sample::timeNs);
        return std::span(first, std::ranges::lower_bound(first, all.end(), toNs, {}, &series::Sample::timeNs));
    };
    qsizetype room = mostSamples;
    std::vector<std::span<const series::Sample>> parts;
    for (auto chunk = view.chunks.rbegin(); chunk != view.chunks.rend() && room > 0; ++chunk) {
        auto part = inside(**chunk);
        if (part.empty() && !(*chunk)->samples().empty() && (*chunk)->samples().back().timeNs < fromNs)
            break;
        part = part.last(static_cast<std::size_t>(std::min<qsizetype>(static_cast<qsizetype>(part.size()), room)));
        room -= static_cast<qsizetype>(part.size());
        parts.push_back(part);
    }
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        for (const series::Sample &sample : *part) {
            if (std::isfinite(sample.value))
                take(sample);
        }
    }
    for (const auto &chunk : view.corrections) {
        for (const series::Sample &sample : inside(*chunk)) {
            if (std::isfinite(sample.value) && room-- > 0)
                take(sample);
        }
    }
}

//! The instants that \a input shows, from the first up to before the last.
[[nodiscard]] inline std::pair<qint64, qint64> stretchOf(const ChartInput &input)
{
    return {timeAt(input.columns, 0), timeAt(input.columns, input.columns.count)};
}

} // namespace charts
