// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace charts {

//! One kind of chart.
struct KindEntry
{
    QString id; //!< What files remember; never changes.
    QString name; //!< For people.
    QString icon; //!< Of resources/icons.
    std::unique_ptr<Chart> (*make)(const QJsonObject &options);
};

//! Every kind of chart, in the order of the menu.
[[nodiscard]] std::vector<KindEntry> catalog();

//! A chart of \a kind; of the first kind when there is none of that name.
[[nodiscard]] std::unique_ptr<Chart> makeChart(const QString &kind, const QJsonObject &options);

} // namespace charts
