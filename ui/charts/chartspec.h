// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace charts {

//! A chart as it is saved: which kind, of which fields, with which options. A value that a person can read in a file.
struct ChartSpec
{
    QString kind = QStringLiteral("line"); //!< An id of catalog().
    QStringList sources{}; //!< Paths of fields; the first names the chart.
    QString title{}; //!< What a person wrote; empty: the first source.
    QJsonObject options{}; //!< Of the kind and the axes; names that nobody knows are kept.
    friend bool operator==(const ChartSpec &, const ChartSpec &) = default;
};

[[nodiscard]] QJsonObject toJson(const ChartSpec &spec);
//! What \a json says, which may come from any file: what makes no sense is left out, and bounds are kept.
[[nodiscard]] ChartSpec chartSpecFromJson(const QJsonObject &json);

} // namespace charts
