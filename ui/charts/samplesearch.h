// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"
#include "ui/charts/yscale.h"

#include <chrono>
#include <optional>

namespace charts {

//! The newest sample of \a view at or before \a timeNs, late samples included; NaN is a gap. O(log n).
[[nodiscard]] std::optional<series::Sample> sampleAtOrBefore(const series::SeriesView &view, qint64 timeNs);

//! The oldest sample of \a view at or after \a timeNs, likewise.
[[nodiscard]] std::optional<series::Sample> sampleAtOrAfter(const series::SeriesView &view, qint64 timeNs);

//! The mean distance of the newest samples, at most \a samples of them; zero when there are fewer than two.
[[nodiscard]] std::chrono::nanoseconds meanInterval(const series::SeriesView &view, int samples = 60);

//! What the newest samples of \a view reach, at most a chunk of them.
[[nodiscard]] Extent recentExtent(const series::SeriesView &view);

//! How many samples \a view has. O(chunks).
[[nodiscard]] quint64 sampleCount(const series::SeriesView &view);

} // namespace charts
