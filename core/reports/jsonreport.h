// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>

namespace reports {

//! The version of its schema (docs/reports.md): it grows when a key changes its meaning or goes, not when one is added.
inline constexpr int jsonReportVersion = 1;

//! The report as one JSON object; null where there is no sample. Times are in seconds but where a key says `ms`.
[[nodiscard]] QByteArray jsonReport(const ReportInput &input);

} // namespace reports
