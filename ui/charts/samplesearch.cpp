// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/samplesearch.h"

#include <algorithm>
#include <span>

namespace charts {

namespace {

using series::Sample;
using Samples = std::span<const Sample>;
using Chunks = std::vector<std::shared_ptr<const series::Chunk>>;

std::optional<Sample> lastUpTo(Samples samples, qint64 timeNs)
{
    const auto behind = std::ranges::upper_bound(samples, timeNs, {}, &Sample::timeNs);
    return behind == samples.begin() ? std::nullopt : std::optional(*(behind - 1));
}

std::optional<Sample> firstFrom(Samples samples, qint64 timeNs)
{
    const auto found = std::ranges::lower_bound(samples, timeNs, {}, &Sample::timeNs);
    return found == samples.end() ? std::nullopt : std::optional(*found);
}

//! The first chunk that is empty or begins after \a timeNs.
Chunks::const_iterator chunkBehind(const Chunks &chunks, qint64 timeNs)
{
    return std::ranges::partition_point(chunks, [timeNs](const auto &chunk) {
        const Samples samples = chunk->samples();
        return !samples.empty() && samples.front().timeNs <= timeNs;
    });
}

} // namespace

std::optional<Sample> sampleAtOrBefore(const series::SeriesView &view, qint64 timeNs)
{
    std::optional<Sample> best;
    if (const auto behind = chunkBehind(view.chunks, timeNs); behind != view.chunks.begin())
        best = lastUpTo((*(behind - 1))->samples(), timeNs);
    for (const auto &chunk : view.corrections) {
        const std::optional<Sample> late = lastUpTo(chunk->samples(), timeNs);
        if (late && (!best || late->timeNs >= best->timeNs))
            best = late;
    }
    return best;
}

std::optional<Sample> sampleAtOrAfter(const series::SeriesView &view, qint64 timeNs)
{
    std::optional<Sample> best;
    auto chunk = chunkBehind(view.chunks, timeNs);
    if (chunk != view.chunks.begin())
        --chunk;
    for (; chunk != view.chunks.end() && !best; ++chunk)
        best = firstFrom((*chunk)->samples(), timeNs);
    for (const auto &correction : view.corrections) {
        const std::optional<Sample> late = firstFrom(correction->samples(), timeNs);
        if (late && (!best || late->timeNs < best->timeNs))
            best = late;
    }
    return best;
}

std::chrono::nanoseconds meanInterval(const series::SeriesView &view, int samples)
{
    std::optional<Sample> newest;
    qint64 oldest = 0;
    int steps = 0;
    for (auto chunk = view.chunks.rbegin(); chunk != view.chunks.rend() && steps < samples; ++chunk) {
        const Samples all = (*chunk)->samples();
        for (auto sample = all.rbegin(); sample != all.rend() && steps < samples; ++sample) {
            steps += newest ? 1 : 0;
            if (!newest)
                newest = *sample;
            oldest = sample->timeNs;
        }
    }
    return std::chrono::nanoseconds(steps > 0 ? (newest->timeNs - oldest) / steps : 0);
}

Extent recentExtent(const series::SeriesView &view)
{
    Extent extent;
    for (auto chunk = view.chunks.rbegin(); chunk != view.chunks.rend() && extent.isEmpty(); ++chunk) {
        for (const Sample &sample : (*chunk)->samples())
            extent.add(sample.value);
    }
    return extent;
}

quint64 sampleCount(const series::SeriesView &view)
{
    quint64 count = 0;
    for (const auto &chunk : view.chunks)
        count += chunk->samples().size();
    for (const auto &chunk : view.corrections)
        count += chunk->samples().size();
    return count;
}

} // namespace charts
