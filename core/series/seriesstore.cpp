// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/seriesstore.h"

#include "core/series/serieswriter.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <utility>

namespace series {

struct SeriesStore::Private
{
    explicit Private(qint64 limitBytes) : budget(limitBytes) { }

    void take(qint64 taken);
    //! There is one writer: no other can have counted meanwhile.
    void count() { sampleCount.store(sampleCount.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

    // Guards what readers and the writer share; the writer alone changes it, so it reads without the lock.
    mutable std::mutex mutex;
    std::vector<std::unique_ptr<SeriesWriter>> series;
    std::vector<SeriesEntry> entries;
    bool limitReached = false;
    mutable std::shared_ptr<const Catalogue> published = std::make_shared<const Catalogue>();

    std::atomic<quint64> generation{0};
    std::atomic<quint64> sampleCount{0};
    std::atomic<int> limit{seriesStep};
    int live = 0; // Series that are not superseded.
    qint64 bytes = 0;
    qint64 budget;
};

SeriesStore::SeriesStore(qint64 budget) : d(std::make_unique<Private>(budget)) { }

SeriesStore::~SeriesStore() = default;

// Thousands of series may appear at once; the list is copied only when somebody asks for it.
std::shared_ptr<const Catalogue> SeriesStore::catalogue() const
{
    const std::lock_guard lock(d->mutex);
    if (const quint64 now = d->generation.load(); d->published->generation != now)
        d->published = std::make_shared<const Catalogue>(Catalogue{now, d->entries, d->limitReached});
    return d->published;
}

SeriesView SeriesStore::view(SeriesId id) const
{
    const SeriesWriter *writer = nullptr;
    {
        const std::lock_guard lock(d->mutex);
        if (id.value < d->series.size())
            writer = d->series[id.value].get();
    }
    return writer != nullptr ? writer->view() : SeriesView{};
}

void SeriesStore::allowMore()
{
    const std::lock_guard lock(d->mutex);
    d->limit += seriesStep;
    d->limitReached = false;
    ++d->generation;
}

SeriesId SeriesStore::create(SeriesEntry entry)
{
    const std::lock_guard lock(d->mutex);
    entry.id = {static_cast<quint32>(d->series.size())};
    d->series.push_back(std::make_unique<SeriesWriter>());
    d->entries.push_back(entry);
    d->live += entry.superseded ? 0 : 1;
    ++d->generation;
    return entry.id;
}

std::optional<SeriesId> SeriesStore::tryCreate(SeriesEntry entry)
{
    const auto isFull = [this] {
        const int limit = d->limit.load();
        return d->live >= limit || d->series.size() >= static_cast<std::size_t>(limit) * (superseded + 1);
    };
    if (!isFull())
        return create(std::move(entry));
    const std::lock_guard lock(d->mutex);
    if (!d->limitReached && isFull()) {
        d->limitReached = true;
        ++d->generation;
    }
    return std::nullopt;
}

void SeriesStore::inherit(SeriesId id, SeriesId other)
{
    d->take(d->series[id.value]->inherit(*d->series[other.value]));
}

void SeriesStore::prepend(SeriesId id, std::span<const Sample> older)
{
    d->take(d->series[id.value]->prepend(older));
    d->count();
}

void SeriesStore::judge(SeriesId id, FieldKind kind, double rank)
{
    const std::lock_guard lock(d->mutex);
    SeriesEntry &entry = d->entries[id.value];
    entry.kind = kind;
    entry.rank = rank;
    ++d->generation;
}

void SeriesStore::supersede(SeriesId id)
{
    d->bytes -= d->series[id.value]->clear();
    const std::lock_guard lock(d->mutex);
    d->live -= std::exchange(d->entries[id.value].superseded, true) ? 0 : 1;
    ++d->generation;
}

void SeriesStore::append(SeriesId id, Sample sample)
{
    d->take(d->series[id.value]->append(sample));
    d->count();
}

void SeriesStore::markGap(SeriesId id, qint64 timeNs)
{
    d->take(d->series[id.value]->markGap(timeNs));
    d->count();
}

void SeriesStore::markGap(qint64 timeNs)
{
    for (const auto &series : d->series)
        d->take(series->markGap(timeNs));
    d->count(); // Charts have something new to draw.
}

void SeriesStore::settle(qint64 nowNs)
{
    for (const auto &series : d->series) {
        const qint64 taken = series->settle(nowNs);
        if (taken != 0) {
            d->take(taken);
            d->count();
        }
    }
}

quint64 SeriesStore::generation() const { return d->generation.load(); }

quint64 SeriesStore::sampleCount() const { return d->sampleCount.load(std::memory_order_relaxed); }

int SeriesStore::limit() const { return d->limit.load(); }

qint64 SeriesStore::bytes() const { return d->bytes; }

void SeriesStore::Private::take(qint64 taken)
{
    bytes += taken;
    while (taken > 0 && bytes > budget) {
        SeriesWriter *oldest = nullptr;
        qint64 time = std::numeric_limits<qint64>::max();
        for (const auto &one : series) {
            if (const qint64 candidate = one->oldestDroppable(); candidate < time) {
                time = candidate;
                oldest = one.get();
            }
        }
        if (oldest == nullptr)
            return; // Only open chunks are left: bounded by the limit of series.
        bytes -= oldest->dropOldest();
    }
}

} // namespace series
