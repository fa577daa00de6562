// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/statistics.h"

#include <algorithm>
#include <cmath>

namespace series {

void Statistics::add(const Sample &sample)
{
    if (!std::isfinite(sample.value))
        return;
    if (count++ == 0) {
        first = sample.value;
        firstNs = sample.timeNs;
    }
    last = sample.value;
    lastNs = sample.timeNs;
    min = std::min(min, sample.value);
    max = std::max(max, sample.value);
    sum += sample.value;
    squares += sample.value * sample.value;
}

void Statistics::add(const Statistics &later)
{
    if (later.count == 0)
        return;
    if (count == 0) {
        *this = later;
        return;
    }
    count += later.count;
    // Late samples are added last, wherever they belong.
    if (later.firstNs < firstNs) {
        first = later.first;
        firstNs = later.firstNs;
    }
    if (later.lastNs >= lastNs) {
        last = later.last;
        lastNs = later.lastNs;
    }
    min = std::min(min, later.min);
    max = std::max(max, later.max);
    sum += later.sum;
    squares += later.squares;
}

double Statistics::rms() const { return count > 0 ? std::sqrt(squares / static_cast<double>(count)) : first; }

double Statistics::rate() const
{
    return lastNs > firstNs ? static_cast<double>(count - 1) * 1e9 / static_cast<double>(lastNs - firstNs) : 0;
}

double Statistics::slope() const
{
    return lastNs > firstNs ? (last - first) * 1e9 / static_cast<double>(lastNs - firstNs) : 0;
}

const Statistics &StatisticsCache::whole(const std::shared_ptr<const Chunk> &chunk)
{
    Kept &kept = m_whole[chunk.get()];
    if (kept.chunk.lock() != chunk) {
        kept = {chunk, {}};
        for (const Sample &sample : chunk->samples())
            kept.statistics.add(sample);
    }
    return kept.statistics;
}

Statistics StatisticsCache::over(const SeriesView &view, qint64 fromNs, qint64 toNs)
{
    if (m_whole.size() > 2 * view.chunks.size() + 16)
        m_whole.clear(); // The oldest were dropped.
    Statistics all;
    const auto addPart = [&](const Chunk &chunk) {
        const auto samples = chunk.samples();
        auto at = std::ranges::lower_bound(samples, fromNs, {}, &Sample::timeNs);
        Statistics part;
        for (; at != samples.end() && at->timeNs < toNs; ++at)
            part.add(*at);
        all.add(part);
    };
    auto chunk = std::partition_point(view.chunks.begin(), view.chunks.end(), [fromNs](const auto &each) {
        const auto samples = each->samples();
        return !samples.empty() && samples.back().timeNs < fromNs;
    });
    for (; chunk != view.chunks.end(); ++chunk) {
        const auto samples = (*chunk)->samples();
        if (samples.empty() || samples.front().timeNs >= toNs)
            break;
        const bool isFull = static_cast<int>(samples.size()) == (*chunk)->room();
        if (isFull && samples.front().timeNs >= fromNs && samples.back().timeNs < toNs)
            all.add(whole(*chunk));
        else
            addPart(**chunk);
    }
    for (const auto &late : view.corrections)
        addPart(*late);
    return all;
}

} // namespace series
