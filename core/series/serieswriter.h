// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"

#include <mutex>

namespace series {

//! The one writer of one series: takes samples as they come, publishes chunks for readers.
//!
//! A sample in order of time is visible at once. A late one cannot be put before what readers already see: it waits in
//! an unpublished reorder tail (1 s or 1 024 samples) and is then published, sorted, as a correction chunk.
class SeriesWriter
{
public:
    static constexpr qint64 tailNs = 1'000'000'000;
    static constexpr std::size_t tailSamples = 1024;

    SeriesWriter();

    // The writer thread.
    //! Returns how many bytes of chunks were taken for it.
    qint64 append(Sample sample);
    //! A break at \a timeNs; nothing when the series is empty or already ends in a break.
    qint64 markGap(qint64 timeNs);
    //! Publishes late samples that wait, \a nowNs given, since longer than the tail allows.
    qint64 settle(qint64 nowNs);
    //! Continues \a other: shares its full chunks and takes a copy of the rest. Only on an empty series. Returns the
    //! bytes of all of them: \a other is superseded next.
    qint64 inherit(const SeriesWriter &other);
    //! Puts \a older, in order of time, in front of what is there; what reaches into it becomes a correction. Returns
    //! how many bytes of chunks were taken.
    qint64 prepend(std::span<const Sample> older);
    //! Forgets all samples; returns the bytes of their chunks. Readers keep what they have.
    qint64 clear();
    //! Time of the newest sample in the oldest chunk that may be dropped; the largest time when there is none.
    [[nodiscard]] qint64 oldestDroppable() const;
    //! Drops that chunk; returns its bytes.
    qint64 dropOldest();
    [[nodiscard]] bool isEmpty() const { return m_open == nullptr; }
    [[nodiscard]] bool endsInGap() const;

    // Any thread.
    [[nodiscard]] SeriesView view() const;

private:
    struct Published
    {
        std::vector<std::shared_ptr<const Chunk>> chunks;
        std::vector<std::shared_ptr<const Chunk>> corrections;
        quint64 version = 0;
    };

    qint64 appendInOrder(Sample sample);
    void addLate(Sample sample);
    qint64 publishTail();
    void publish(Published next);
    [[nodiscard]] static std::vector<std::shared_ptr<const Chunk>> chunksOf(std::span<const Sample> samples);

    mutable std::mutex m_mutex; // Held only to copy or replace the pointer.
    std::shared_ptr<const Published> m_published;
    std::shared_ptr<Chunk> m_open;
    Sample m_last{};
    std::vector<Sample> m_tail; // Sorted by time.
    qint64 m_tailNewest = 0; // Time of the series when the tail began to wait.
};

} // namespace series
