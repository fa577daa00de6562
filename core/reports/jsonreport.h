// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>

namespace reports {

//! The report as one JSON object; null where there is no sample.
[[nodiscard]] QByteArray jsonReport(const ReportInput &input);

} // namespace reports
