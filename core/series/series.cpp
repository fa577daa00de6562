// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/series.h"

#include <algorithm>
#include <limits>

namespace series {

Chunk::Chunk(int room)
    : m_samples(std::make_unique_for_overwrite<Sample[]>(static_cast<std::size_t>(room)))
    , m_room(room)
{
}

void Chunk::push(Sample sample)
{
    const quint32 size = m_size.load(std::memory_order_relaxed);
    Q_ASSERT(size < static_cast<quint32>(m_room));
    m_samples[size] = sample;
    m_size.store(size + 1, std::memory_order_release);
}

Sample SeriesView::last() const
{
    Sample newest{0, std::numeric_limits<double>::quiet_NaN()};
    if (!chunks.empty()) {
        const auto samples = chunks.back()->samples();
        if (!samples.empty())
            newest = samples.back();
        else if (chunks.size() > 1)
            newest = chunks[chunks.size() - 2]->samples().back();
    }
    for (const auto &chunk : corrections) {
        const auto samples = chunk->samples();
        if (!samples.empty() && samples.back().timeNs > newest.timeNs)
            newest = samples.back();
    }
    return newest;
}

std::vector<Sample> samplesOf(const SeriesView &view)
{
    std::vector<Sample> all;
    for (const auto *const list : {&view.chunks, &view.corrections}) {
        for (const auto &chunk : *list)
            all.insert(all.end(), chunk->samples().begin(), chunk->samples().end());
    }
    if (!view.corrections.empty())
        std::ranges::stable_sort(all, {}, &Sample::timeNs);
    return all;
}

} // namespace series
