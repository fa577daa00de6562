// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>

namespace reports {

//! The report as Markdown tables.
[[nodiscard]] QByteArray markdownReport(const ReportInput &input);

} // namespace reports
