// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/series.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace charts {

//! A series as a table file names it.
struct NamedView
{
    QString name; //!< Foreign text.
    series::SeriesView view;
};

//! The samples of \a series from \a fromNs up to before \a toNs as a table of RFC 4180: time, series, value. At most
//! mostSamples of each, the newest. No text begins as a formula would. Thread-safe.
[[nodiscard]] QByteArray samplesCsv(const std::vector<NamedView> &series, qint64 fromNs, qint64 toNs);

//! \a text as one field: quoted where it must be, with an apostrophe before what a spreadsheet would reckon out.
[[nodiscard]] QByteArray csvField(const QString &text);

} // namespace charts
