// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/runmetrics.h"
#include "core/reports/reportwords.h"

#include <QByteArray>
#include <QList>

namespace reports {

//! A picture of a report as SVG that stands inside a page: colours come from the page's style sheet by class, so that
//! light, dark and paper have their own.
struct Chart
{
    QString title;
    QByteArray svg;
};

//! Messages over time, sizes, latency over time and spread, states; those that have something to show.
[[nodiscard]] QList<Chart> chartsOf(const metrics::RunMetrics &run, const ReportWords &words);

} // namespace reports
