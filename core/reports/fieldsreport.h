// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/feedfacts.h"
#include "core/series/seriesstore.h"

#include <QByteArray>

namespace reports {

//! What was found in a feed, as JSON (docs/feeds.md): its fields with their keys, units and values, its clock, how its
//! messages were read and which were not.
[[nodiscard]] QByteArray fieldsReport(const series::SeriesStore &store, const fields::FeedFacts &facts);

} // namespace reports
