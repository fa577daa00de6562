// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QString>

namespace app {

//! Writes the report of a run to \a file, whose suffix names the format, or as text to standard output when it is `-`.
//! False: it could not be written; a sentence is on standard error.
[[nodiscard]] bool writeEndReport(const QString &file, const reports::ReportInput &input);

//! Writes what was found in the feed, as JSON, to \a file; the same for `-` and for False.
[[nodiscard]] bool writeFieldsReport(const QString &file, const QByteArray &json);

} // namespace app
