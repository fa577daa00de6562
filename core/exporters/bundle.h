// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! One zip for a bug report: `capture.sqlite` with the chosen rows, `report.md` about them, and `redactions.json`,
//! which says under which names something was hidden, and never what.
[[nodiscard]] std::unique_ptr<Writer> bundle(Output &out, const WriterOptions &options);

} // namespace exporters
