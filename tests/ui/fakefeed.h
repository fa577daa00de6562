// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/seriesstore.h"

#include <QString>

#include <cmath>
#include <memory>

namespace tests {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 feedNow = 1'700'000'000 * second; // 2023-11-14 22:13:20 UTC

//! A store filled by hand: fields, keys and samples up to feedNow.
class FakeFeed
{
public:
    std::shared_ptr<series::SeriesStore> store = std::make_shared<series::SeriesStore>();

    series::SeriesId add(const QString &path, const QString &key, double rank,
        series::FieldKind kind = series::FieldKind::Measure, bool others = false)
    {
        series::SeriesEntry entry;
        entry.path = path;
        entry.key = key;
        entry.rank = rank;
        entry.kind = kind;
        entry.isOthers = others;
        return store->create(entry);
    }
    //! A wave of \a seconds up to feedNow, \a perSecond samples a second.
    void wave(series::SeriesId id, double middle, double height, double period, int perSecond = 10, int seconds = 120)
    {
        const int count = perSecond * seconds;
        for (int i = 0; i <= count; ++i) {
            const qint64 time = feedNow - (count - i) * (second / perSecond);
            const double phase = static_cast<double>(time % (3600 * second)) / static_cast<double>(second) / period;
            const double noise = std::sin(static_cast<double>(i) * 12.9898 + middle) * 0.1;
            store->append(id, {time, middle + height * (std::sin(phase * 6.2831853) + noise)});
        }
    }
    series::SeriesId addWave(
        const QString &path, const QString &key, double rank, double middle, double height, double period)
    {
        const series::SeriesId id = add(path, key, rank);
        wave(id, middle, height, period);
        return id;
    }
};

} // namespace tests
