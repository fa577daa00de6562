// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/catalog.h"

#include "ui/charts/kinds/bars.h"
#include "ui/charts/kinds/events.h"
#include "ui/charts/kinds/gauge.h"
#include "ui/charts/kinds/heat.h"
#include "ui/charts/kinds/histogram.h"
#include "ui/charts/kinds/line.h"
#include "ui/charts/kinds/number.h"
#include "ui/charts/kinds/spectrum.h"
#include "ui/charts/kinds/stacked.h"
#include "ui/charts/kinds/states.h"
#include "ui/charts/kinds/table.h"
#include "ui/charts/kinds/xy.h"

#include <QCoreApplication>

namespace charts {
namespace {

struct KindWords
{
    Q_DECLARE_TR_FUNCTIONS(ChartKinds)
};

//! A chart that has no options.
template <typename T>
std::unique_ptr<Chart> make(const QJsonObject &)
{
    return std::make_unique<T>();
}

template <LineChart::Form form>
std::unique_ptr<Chart> makeLine(const QJsonObject &options)
{
    return std::make_unique<LineChart>(form, options[QStringLiteral("normalise")].toBool());
}

template <BarChart::Of of>
std::unique_ptr<Chart> makeBars(const QJsonObject &)
{
    return std::make_unique<BarChart>(of);
}

template <bool logarithmic>
std::unique_ptr<Chart> makeHistogram(const QJsonObject &)
{
    return std::make_unique<HistogramChart>(logarithmic);
}

template <bool decibels>
std::unique_ptr<Chart> makeSpectrum(const QJsonObject &)
{
    return std::make_unique<SpectrumChart>(decibels);
}

} // namespace

std::vector<KindEntry> catalog()
{
    return {
        {"line", KindWords::tr("Line"), "charts", &makeLine<LineChart::Form::Line>},
        {"step", KindWords::tr("Steps"), "states", &makeLine<LineChart::Form::Step>},
        {"area", KindWords::tr("Area"), "charts", &makeLine<LineChart::Form::Area>},
        {"stacked", KindWords::tr("Stacked area"), "bulk", &make<StackedChart>},
        {"points", KindWords::tr("Points"), "charts", &makeLine<LineChart::Form::Points>},
        {"heat", KindWords::tr("Heat map"), "heat", &make<HeatChart>},
        {"states", KindWords::tr("State band"), "states", &make<StatesChart>},
        {"events", KindWords::tr("Event lane"), "flag", &make<EventsChart>},
        {"number", KindWords::tr("Big number"), "number", &make<NumberChart>},
        {"gauge", KindWords::tr("Gauge"), "gauge", &make<GaugeChart>},
        {"table", KindWords::tr("Table of last values"), "table", &make<TableChart>},
        {"bars", KindWords::tr("Bars, last values"), "histogram", &makeBars<BarChart::Of::Last>},
        {"barsum", KindWords::tr("Bars, sums in view"), "histogram", &makeBars<BarChart::Of::Sum>},
        {"barmean", KindWords::tr("Bars, means in view"), "histogram", &makeBars<BarChart::Of::Mean>},
        {"histogram", KindWords::tr("Histogram"), "histogram", &makeHistogram<false>},
        {"loghistogram", KindWords::tr("Histogram, logarithmic"), "log", &makeHistogram<true>},
        {"xy", KindWords::tr("One over another (XY)"), "overlay", &make<XyChart>},
        {"spectrum", KindWords::tr("Spectrum"), "health", &makeSpectrum<false>},
        {"decibels", KindWords::tr("Spectrum in decibels"), "health", &makeSpectrum<true>},
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
