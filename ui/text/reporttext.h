// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"
#include "core/reports/reportwords.h"

namespace text {

//! The words of a report in the person's language; \a state is how the connection stands.
[[nodiscard]] reports::ReportWords reportWords(connection::State state);

} // namespace text
