// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QByteArray>

namespace reports {

//! The guide's box as plain UTF-8 text: three groups in its order; wide characters count as two columns, so that its
//! edges are straight.
[[nodiscard]] QByteArray textReport(const ReportInput &input);

} // namespace reports
