// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/seriesstore.h"

#include <QStringList>

#include <vector>

namespace fields {

//! One field path of a catalogue with the series that stand for it now.
struct ChartField
{
    QString path;
    series::FieldKind kind = series::FieldKind::Measure;
    double rank = 0; //!< The best of its series.
    std::vector<series::SeriesEntry> entries; //!< None superseded; best rank first, *others* last.
};

//! The fields of \a catalogue, the one that a person most likely wants first.
[[nodiscard]] std::vector<ChartField> chartFieldsOf(const series::Catalogue &catalogue);

//! How gladly a field is charted unasked: 0 measures; 1 what at least moves; 2 identifiers and times, only when nothing
//! else is there.
[[nodiscard]] int chartTier(const ChartField &field);

//! How many charts are made unasked.
constexpr qsizetype firstCharts = 6;

//! The paths among \a fields, best first, that are charted unasked.
[[nodiscard]] QStringList chartedUnasked(const std::vector<ChartField> &fields);

} // namespace fields
