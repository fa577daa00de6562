// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QList>

namespace reports {

//! One figure for a person to read: what it is, and how much.
struct ReportLine
{
    QString label;
    QString value;
};

//! Figures that belong together.
struct ReportGroup
{
    QString title;
    QList<ReportLine> lines;
};

//! The guide's three groups in its order: connections, messages, errors.
[[nodiscard]] QList<ReportGroup> guideGroups(const ReportInput &input);
//! Address, start, duration and state.
[[nodiscard]] QList<ReportLine> aboutLines(const ReportInput &input);
//! What the capture holds of it.
[[nodiscard]] ReportGroup captureGroup(const ReportInput &input);

} // namespace reports
