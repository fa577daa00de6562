// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/batch.h"
#include "core/stream/row.h"

#include <deque>
#include <mutex>
#include <optional>

namespace stream {

//! The newest Batches of one connection, so that the screen need not wait for the disk. Thread-safe, brief locks.
//!
//! Over the limit the oldest leave, but only after their commit: a row is always here or in the capture.
class RecentBatches
{
public:
    explicit RecentBatches(qint64 limit = 64LL << 20) : m_limit(limit) { }

    //! How much to keep from now on.
    void setLimit(qint64 limit);
    void add(BatchPtr batch);
    //! Everything up to \a seq is committed (or counted as lost) and may leave.
    void setCaptured(base::Seq seq);
    //! The oldest record that is here; 0: none is.
    [[nodiscard]] base::Seq firstSeq() const;
    //! The Batch that holds \a seq, or nothing.
    [[nodiscard]] BatchPtr find(base::Seq seq) const;
    //! The Batch that holds \a seq, else the first one behind it, or nothing.
    [[nodiscard]] BatchPtr findFrom(base::Seq seq) const;
    [[nodiscard]] std::optional<Row> row(base::Seq seq) const;
    //! Steady time of the oldest record that is not committed; 0 when all are.
    [[nodiscard]] qint64 oldestUncommittedNs() const;

private:
    void evict();

    mutable std::mutex m_mutex;
    qint64 m_limit;
    std::deque<BatchPtr> m_batches;
    qint64 m_bytes = 0;
    base::Seq m_captured = 0;
};

//! The inspector's line for \a record.
[[nodiscard]] Row rowOf(const capture::Record &record);

} // namespace stream
