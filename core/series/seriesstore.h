// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace series {

//! Names one series of one store: 0, 1, 2 … in order of creation.
struct SeriesId
{
    quint32 value = 0;
    friend constexpr auto operator<=>(SeriesId, SeriesId) = default;
};

//! What kind of field a series comes from; the later, the less a person wants it charted first.
enum class FieldKind : quint8 { Measure, Constant, Boolean, Counter, Identifier, Time };

//! What is known of a series besides its samples.
struct SeriesEntry
{
    SeriesId id{};
    QString path{}; //!< `data.price`: the field, foreign text.
    QString key{}; //!< `BTC-USD`: what splits it; empty when nothing does; *others* is marked by `isOthers`.
    bool isOthers = false;
    FieldKind kind = FieldKind::Measure;
    QString unit{}; //!< As the feed writes it behind its numbers: `kB`; empty: none.
    double rank = 0; //!< The higher, the sooner charted; comparable within one store.
    bool superseded = false; //!< A later decision about the same field made new series; do not chart.
};

//! All series of a store at one moment, in order of id. Immutable.
struct Catalogue
{
    quint64 generation = 0;
    std::vector<SeriesEntry> entries;
    bool limitReached = false; //!< 2 000 series exist and more fields wait for a person's click (allowMore).
};

//! Every series of one connection. One writer (the analysis thread); any thread reads, without a lock while painting.
//!
//! Samples are kept in memory up to a budget; beyond it the oldest chunk of all series is dropped (the capture has it).
class SeriesStore
{
public:
    static constexpr int seriesStep = 2000; //!< The first limit of series, and what allowMore() adds.
    static constexpr qint64 defaultBudget = qint64(512) << 20;
    static constexpr int superseded
        = 4; //!< So many times the limit of series may be superseded ones: then no more are made.

    //! \a budget: bytes of samples kept in memory.
    explicit SeriesStore(qint64 budget = defaultBudget);
    ~SeriesStore();

    // Readers.
    [[nodiscard]] std::shared_ptr<const Catalogue> catalogue() const;
    //! Empty for an id that does not exist.
    [[nodiscard]] SeriesView view(SeriesId id) const;
    //! Raises the limit of series by 2 000. Any thread.
    void allowMore();

    // The writer.
    //! Makes a series; its id in \a entry is ignored. Does not look at the limit.
    SeriesId create(SeriesEntry entry);
    //! Makes a series unless the limit is reached; then nothing, and the catalogue says so until allowMore().
    std::optional<SeriesId> tryCreate(SeriesEntry entry);
    //! Gives the empty series \a id the samples of \a other.
    void inherit(SeriesId id, SeriesId other);
    //! Puts \a older, in order of time, in front of the samples of series \a id.
    void prepend(SeriesId id, std::span<const Sample> older);
    //! What is known of the field of \a id changed; generation() grows.
    void judge(SeriesId id, FieldKind kind, double rank);
    //! Another series took the place of \a id, whose samples are not kept any more; readers that have a view keep
    //! theirs.
    void supersede(SeriesId id);
    void append(SeriesId id, Sample sample);
    //! A gap in one series at \a timeNs.
    void markGap(SeriesId id, qint64 timeNs);
    //! Marks a break in every series at \a timeNs: the stream was interrupted.
    void markGap(qint64 timeNs);
    //! Publishes late samples that waited long enough at \a nowNs; call now and then.
    void settle(qint64 nowNs);
    [[nodiscard]] quint64 generation() const;
    [[nodiscard]] quint64 sampleCount() const;
    [[nodiscard]] int limit() const;
    [[nodiscard]] qint64 bytes() const; //!< Of samples, in memory.

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace series
