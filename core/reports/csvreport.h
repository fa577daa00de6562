// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>

namespace reports {

//! The report as CSV (RFC 4180): `section,item,figure,value`, one value a line. A text that a spreadsheet would take for
//! a formula gets an apostrophe in front (case U14).
[[nodiscard]] QByteArray csvReport(const ReportInput &input);

} // namespace reports
