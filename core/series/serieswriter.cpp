// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/serieswriter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace series {

namespace {

constexpr bool earlier(const Sample &a, const Sample &b) { return a.timeNs < b.timeNs; }

qint64 bytesOf(const Chunk &chunk) { return qint64(chunk.room()) * qint64(sizeof(Sample)); }

// A series of few samples should not cost a whole chunk: 64, 512, then 4 096.
int nextRoom(const Chunk *open) { return open == nullptr ? 64 : std::min(open->room() * 8, Chunk::capacity); }

} // namespace

SeriesWriter::SeriesWriter() : m_published(std::make_shared<const Published>()) { }

qint64 SeriesWriter::append(Sample sample)
{
    if (std::isnan(sample.value))
        return markGap(sample.timeNs);
    if (m_open != nullptr && sample.timeNs < m_last.timeNs) {
        addLate(sample);
        return m_tail.size() >= tailSamples ? publishTail() : 0;
    }
    const qint64 taken = appendInOrder(sample);
    return taken + settle(sample.timeNs);
}

qint64 SeriesWriter::markGap(qint64 timeNs)
{
    if (isEmpty() || endsInGap())
        return 0;
    return appendInOrder({std::max(timeNs, m_last.timeNs), std::numeric_limits<double>::quiet_NaN()});
}

qint64 SeriesWriter::settle(qint64 nowNs)
{
    return !m_tail.empty() && nowNs - m_tailNewest > tailNs ? publishTail() : 0;
}

bool SeriesWriter::endsInGap() const { return std::isnan(m_last.value); }

qint64 SeriesWriter::appendInOrder(Sample sample)
{
    qint64 taken = 0;
    if (m_open == nullptr || m_open->samples().size() == static_cast<std::size_t>(m_open->room())) {
        auto fresh = std::make_shared<Chunk>(nextRoom(m_open.get()));
        fresh->push(sample);
        taken = bytesOf(*fresh);
        m_open = std::move(fresh);
        Published next = *m_published;
        next.chunks.push_back(m_open);
        publish(std::move(next));
    } else {
        m_open->push(sample);
    }
    m_last = sample;
    return taken;
}

void SeriesWriter::addLate(Sample sample)
{
    if (m_tail.empty())
        m_tailNewest = m_last.timeNs;
    m_tail.insert(std::upper_bound(m_tail.begin(), m_tail.end(), sample, earlier), sample);
}

// Small correction chunks are merged with the one before, so that a feed with much jitter does not leave thousands of
// them.
qint64 SeriesWriter::publishTail()
{
    Published next = *m_published;
    std::vector<Sample> merged;
    qint64 freed = 0;
    if (!next.corrections.empty()) {
        const auto old = next.corrections.back()->samples();
        if (old.size() + m_tail.size() <= static_cast<std::size_t>(Chunk::capacity)) {
            merged.assign(old.begin(), old.end());
            freed = bytesOf(*next.corrections.back());
            next.corrections.pop_back();
        }
    }
    const auto middle = static_cast<qptrdiff>(merged.size());
    merged.insert(merged.end(), m_tail.begin(), m_tail.end());
    std::inplace_merge(merged.begin(), merged.begin() + middle, merged.end(), earlier);
    m_tail.clear();

    auto chunk = std::make_shared<Chunk>(static_cast<int>(merged.size()));
    for (const Sample &sample : merged)
        chunk->push(sample);
    const qint64 taken = bytesOf(*chunk) - freed;
    next.corrections.push_back(std::move(chunk));
    ++next.version;
    publish(std::move(next));
    return taken;
}

qint64 SeriesWriter::inherit(const SeriesWriter &other)
{
    Q_ASSERT(isEmpty());
    if (other.isEmpty())
        return 0;
    Published next = *other.m_published;
    m_open = std::make_shared<Chunk>(other.m_open->room());
    for (const Sample &sample : other.m_open->samples())
        m_open->push(sample);
    next.chunks.back() = m_open;
    m_last = other.m_last;
    m_tail = other.m_tail;
    m_tailNewest = other.m_tailNewest;
    qint64 taken = 0;
    for (const auto *const list : {&next.chunks, &next.corrections}) {
        for (const auto &chunk : *list)
            taken += bytesOf(*chunk);
    }
    publish(std::move(next));
    return taken;
}

qint64 SeriesWriter::prepend(std::span<const Sample> older)
{
    qint64 taken = 0;
    if (isEmpty()) {
        for (const Sample &sample : older)
            taken += std::isnan(sample.value) ? markGap(sample.timeNs) : appendInOrder(sample);
        return taken;
    }
    Published next = *m_published;
    const qint64 first = next.chunks.front()->samples().front().timeNs;
    const auto split = std::ranges::upper_bound(older, first, {}, &Sample::timeNs);
    std::vector<std::shared_ptr<const Chunk>> front = chunksOf({older.begin(), split});
    std::vector<Sample> late(split, older.end());
    std::erase_if(late, [](const Sample &sample) { return std::isnan(sample.value); }); // A gap there would be wrong.
    const std::vector<std::shared_ptr<const Chunk>> corrections = chunksOf(late);
    for (const auto *const list : {&std::as_const(front), &corrections}) {
        for (const auto &chunk : *list)
            taken += bytesOf(*chunk);
    }
    next.chunks.insert(next.chunks.begin(), front.begin(), front.end());
    next.corrections.insert(next.corrections.begin(), corrections.begin(), corrections.end());
    ++next.version;
    publish(std::move(next));
    return taken;
}

std::vector<std::shared_ptr<const Chunk>> SeriesWriter::chunksOf(std::span<const Sample> samples)
{
    std::vector<std::shared_ptr<const Chunk>> chunks;
    while (!samples.empty()) {
        const auto some = samples.first(std::min(samples.size(), static_cast<std::size_t>(Chunk::capacity)));
        auto chunk = std::make_shared<Chunk>(static_cast<int>(some.size()));
        for (const Sample &sample : some)
            chunk->push(sample);
        chunks.push_back(std::move(chunk));
        samples = samples.subspan(some.size());
    }
    return chunks;
}

qint64 SeriesWriter::clear()
{
    qint64 freed = 0;
    for (const auto *const list : {&m_published->chunks, &m_published->corrections}) {
        for (const auto &chunk : *list)
            freed += bytesOf(*chunk);
    }
    const quint64 version = m_published->version;
    m_open.reset();
    m_last = {};
    m_tail.clear();
    publish({.chunks = {}, .corrections = {}, .version = version + 1});
    return freed;
}

qint64 SeriesWriter::oldestDroppable() const
{
    const Published &now = *m_published;
    qint64 oldest = std::numeric_limits<qint64>::max();
    if (now.chunks.size() > 1)
        oldest = now.chunks.front()->samples().back().timeNs;
    if (!now.corrections.empty())
        oldest = std::min(oldest, now.corrections.front()->samples().back().timeNs);
    return oldest;
}

qint64 SeriesWriter::dropOldest()
{
    Published next = *m_published;
    const qint64 oldest = oldestDroppable();
    const bool fromChunks = next.chunks.size() > 1 && next.chunks.front()->samples().back().timeNs == oldest;
    auto &list = fromChunks ? next.chunks : next.corrections;
    if (list.empty())
        return 0;
    const qint64 bytes = bytesOf(*list.front());
    list.erase(list.begin());
    ++next.version;
    publish(std::move(next));
    return bytes;
}

void SeriesWriter::publish(Published next)
{
    auto fresh = std::make_shared<const Published>(std::move(next));
    const std::lock_guard lock(m_mutex);
    m_published.swap(fresh);
}

SeriesView SeriesWriter::view() const
{
    std::shared_ptr<const Published> now;
    {
        const std::lock_guard lock(m_mutex);
        now = m_published;
    }
    return {now->chunks, now->corrections, now->version};
}

} // namespace series
