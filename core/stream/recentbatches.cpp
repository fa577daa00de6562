// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/recentbatches.h"

#include <algorithm>

namespace stream {

void RecentBatches::add(BatchPtr batch)
{
    const std::scoped_lock lock(m_mutex);
    m_bytes += batch->bytes;
    m_batches.push_back(std::move(batch));
    evict();
}

void RecentBatches::setLimit(qint64 limit)
{
    const std::scoped_lock lock(m_mutex);
    m_limit = limit;
    evict();
}

void RecentBatches::setCaptured(base::Seq seq)
{
    const std::scoped_lock lock(m_mutex);
    m_captured = std::max(m_captured, seq);
    evict();
}

void RecentBatches::evict()
{
    // Also the only one: a message of 64 MiB would stay beside the next one.
    while (m_bytes > m_limit && m_batches.front()->lastSeq() <= m_captured) {
        m_bytes -= m_batches.front()->bytes;
        m_batches.pop_front();
    }
}

base::Seq RecentBatches::firstSeq() const
{
    const std::scoped_lock lock(m_mutex);
    return m_batches.empty() ? 0 : m_batches.front()->firstSeq();
}

BatchPtr RecentBatches::find(base::Seq seq) const
{
    const std::scoped_lock lock(m_mutex);
    const auto after
        = std::ranges::upper_bound(m_batches, seq, {}, [](const BatchPtr &batch) { return batch->firstSeq(); });
    if (after == m_batches.begin())
        return {};
    const BatchPtr &batch = *std::prev(after);
    return seq <= batch->lastSeq() ? batch : BatchPtr{};
}

BatchPtr RecentBatches::findFrom(base::Seq seq) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found
        = std::ranges::lower_bound(m_batches, seq, {}, [](const BatchPtr &batch) { return batch->lastSeq(); });
    return found == m_batches.end() ? BatchPtr{} : *found;
}

std::optional<Row> RecentBatches::row(base::Seq seq) const
{
    const BatchPtr batch = find(seq);
    if (!batch)
        return {};
    return rowOf(batch->records[seq - batch->firstSeq()]); // Seqs have no holes.
}

qint64 RecentBatches::oldestUncommittedNs() const
{
    const std::scoped_lock lock(m_mutex);
    const auto first
        = std::ranges::upper_bound(m_batches, m_captured, {}, [](const BatchPtr &batch) { return batch->lastSeq(); });
    return first == m_batches.end() ? 0 : (*first)->records.front().steadyNs;
}

Row rowOf(const capture::Record &record)
{
    return {
        .seq = record.seq,
        .wallNs = record.wallNs,
        .direction = record.direction,
        .kind = record.kind,
        .isHeartbeat = record.isHeartbeat,
        .isRedacted = record.isRedacted,
        .size = record.size,
        .wireSize = record.wireSize,
        .preview = record.payload().first(std::min(record.size, static_cast<qint64>(Row::previewBytes))).toByteArray(),
    };
}

} // namespace stream
