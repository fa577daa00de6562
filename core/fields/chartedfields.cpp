// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/chartedfields.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace fields {

std::vector<ChartField> chartFieldsOf(const series::Catalogue &catalogue)
{
    std::vector<ChartField> fields;
    QHash<QString, std::size_t> places;
    for (const series::SeriesEntry &entry : catalogue.entries) {
        if (entry.superseded)
            continue;
        const auto place = places.constFind(entry.path);
        if (place == places.constEnd()) {
            places.insert(entry.path, fields.size());
            fields.push_back({entry.path, entry.kind, entry.rank, {entry}});
            continue;
        }
        ChartField &field = fields[*place];
        if (entry.rank > field.rank)
            std::tie(field.rank, field.kind) = std::tie(entry.rank, entry.kind);
        field.entries.push_back(entry);
    }
    for (ChartField &field : fields) {
        std::ranges::stable_sort(field.entries, [](const auto &a, const auto &b) {
            return std::tuple(a.isOthers, -a.rank, a.id) < std::tuple(b.isOthers, -b.rank, b.id);
        });
    }
    std::ranges::stable_sort(fields, [](const ChartField &a, const ChartField &b) { return a.rank > b.rank; });
    return fields;
}

int chartTier(const ChartField &field)
{
    switch (field.kind) {
    case series::FieldKind::Measure: return 0;
    case series::FieldKind::Constant:
    case series::FieldKind::Boolean:
    case series::FieldKind::Counter: return 1;
    case series::FieldKind::Identifier:
    case series::FieldKind::Time: return 2;
    }
    return 2;
}

QStringList chartedUnasked(const std::vector<ChartField> &fields)
{
    int best = 3;
    for (const ChartField &field : fields)
        best = std::min(best, chartTier(field));
    QStringList charted;
    for (const ChartField &field : fields) {
        if (chartTier(field) == best && charted.size() < firstCharts)
            charted.append(field.path);
    }
    return charted;
}

} // namespace fields
