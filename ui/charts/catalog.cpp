// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/catalog.h"

#include "ui/charts/kinds/line.h"

#include <QCoreApplication>

namespace charts {
namespace {

struct KindWords
{
    Q_DECLARE_TR_FUNCTIONS(ChartKinds)
};

template <LineChart::Form form>
std::unique_ptr<Chart> makeLine(const QJsonObject &)
{
    return std::make_unique<LineChart>(form);
}

} // namespace

std::vector<KindEntry> catalog()
{
    return {
        {"line", KindWords::tr("Line"), "charts", &makeLine<LineChart::Form::Line>},
        {"step", KindWords::tr("Steps"), "states", &makeLine<LineChart::Form::Step>},
        {"area", KindWords::tr("Area"), "charts", &makeLine<LineChart::Form::Area>},
        {"points", KindWords::tr("Points"), "charts", &makeLine<LineChart::Form::Points>},
    };
}

std::unique_ptr<Chart> makeChart(const QString &kind, const QJsonObject &options)
{
    const std::vector<KindEntry> kinds = catalog();
    for (const KindEntry &entry : kinds) {
        if (entry.id == kind)
            return entry.make(options);
    }
    return kinds.front().make(options);
}

} // namespace charts
