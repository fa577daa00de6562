// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/rowwalk.h"

#include <algorithm>

namespace stream {

void RowWalk::walk(
    base::Seq first, base::Seq last, Wanted wanted, const Visit &visit, const capture::CancelFlag &cancelled)
{
    m_cancelled = cancelled;
    for (base::Seq next = first; next <= last && !(cancelled && *cancelled);) {
        if (const BatchPtr batch = m_channel->recent.find(next)) {
            if (!walkBatch(*batch, next, last, visit))
                return;
            continue;
        }
        const base::Seq before = next;
        if (!walkFile(next, last, wanted, visit))
            return;
        if (next > before)
            continue; // What left memory meanwhile is in the file by now.
        // Nowhere: evicted, or never kept.
        const BatchPtr behind = m_channel->recent.findFrom(next);
        if (!behind)
            return;
        next = std::max(next, behind->firstSeq());
    }
}

bool RowWalk::walkBatch(const Batch &batch, base::Seq &next, base::Seq last, const Visit &visit)
{
    const base::Seq end = std::min(batch.lastSeq(), last);
    for (; next <= end; ++next) {
        const capture::Record &record = batch.records[next - batch.firstSeq()];
        capture::PassingRow row{.seq = record.seq,
            .wallNs = record.wallNs,
            .direction = record.direction,
            .kind = record.kind,
            .isHeartbeat = record.isHeartbeat,
            .payload = record.payload(),
            .connection = batch.connection,
            .isRedacted = record.isRedacted,
            .hasFrameFacts = record.hasFrameFacts,
            .size = record.size,
            .wireSize = record.wireSize};
        if (record.hasFrameFacts) {
            const metrics::RowFacts facts = rowFacts(batch, record);
            row.compressedSize = facts.compressedSize;
            row.firstByteLagNs = facts.firstByteLagNs;
        }
        if (!visit(row))
            return false;
    }
    return true;
}

bool RowWalk::walkFile(base::Seq &next, base::Seq last, Wanted wanted, const Visit &visit)
{
    const auto parts = m_channel->files.parts();
    const auto part
        = std::ranges::find_if(parts, [next](const capture::CapturePart &one) { return next <= one.lastSeq; });
    if (part == parts.end())
        return true;
    bool goesOn = true;
    if (auto *const reader = open(part->file)) {
        reader->stopWhen(m_cancelled);
        const auto pass = [&](const capture::PassingRow &row) {
            goesOn = visit(row);
            next = row.seq + 1;
            return goesOn;
        };
        (void)reader->read(m_channel->id, next, std::min(last, part->lastSeq), wanted, pass);
    }
    if (goesOn && part->lastSeq < last)
        next = std::max(next, part->lastSeq + 1); // A closed file holds no more.
    return goesOn;
}

capture::PayloadReader *RowWalk::open(const QString &file)
{
    auto &reader = m_readers[file];
    if (!reader) {
        if (auto opened = capture::PayloadReader::open(file, m_cancelled))
            reader.emplace(std::move(*opened));
    }
    return reader ? &*reader : nullptr;
}

} // namespace stream
