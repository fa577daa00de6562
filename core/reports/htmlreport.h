// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>

namespace reports {

//! The report as one HTML file: no script, nothing fetched, charts inside as SVG; for the screen, light and dark, and
//! for paper. All that is foreign is escaped, and its content security policy forbids everything but its own style.
[[nodiscard]] QByteArray htmlReport(const ReportInput &input);

} // namespace reports
