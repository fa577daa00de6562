// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"

#include <QString>

#include <memory>
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
    SeriesId id;
    QString path; //!< `data.price`: the field, foreign text.
    QString key; //!< `BTC-USD`: what splits it; empty when nothing does; *others* is marked by `isOthers`.
    bool isOthers = false;
    FieldKind kind = FieldKind::Measure;
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
class SeriesStore
{
public:
    SeriesStore();
    ~SeriesStore();

    // Readers.
    [[nodiscard]] std::shared_ptr<const Catalogue> catalogue() const;
    [[nodiscard]] SeriesView view(SeriesId id) const;
    //! Raises the limit of series by 2 000. Any thread.
    void allowMore();

    // The writer.
    SeriesId create(SeriesEntry entry);
    //! Publishes changed entries of the catalogue; generation() grows.
    void setEntries(std::vector<SeriesEntry> entries);
    void append(SeriesId id, Sample sample);
    //! Marks a break in every series at \a timeNs: the stream was interrupted.
    void markGap(qint64 timeNs);
    [[nodiscard]] quint64 generation() const;
    [[nodiscard]] quint64 sampleCount() const;
    [[nodiscard]] int limit() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace series
