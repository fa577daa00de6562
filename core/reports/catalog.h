// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/reports/ioerror.h"
#include "core/reports/reportinput.h"

#include <QByteArray>
#include <QList>

namespace reports {

//! A way to write a report: the suffix that chooses it and the function that makes its bytes (UTF-8).
struct ReportFormat
{
    QString suffix; //!< With its point, lower case.
    QByteArray (*render)(const ReportInput &input) = nullptr;
};

//! All formats. A new one is two files and a line here.
[[nodiscard]] const QList<ReportFormat> &catalog();
//! The format for the suffix of \a path, whatever its case; null when there is none.
[[nodiscard]] const ReportFormat *formatFor(const QString &path);
//! The suffixes, with commas and before the last one \a lastJoint: `.txt, .md or .json`.
[[nodiscard]] QString suffixes(const QString &lastJoint);
//! Writes the report that \a path names, mode 0600. What stood there stays whole unless all was written.
[[nodiscard]] base::Expected<void, IoError> write(const QString &path, const ReportInput &input);

} // namespace reports
