// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/model.h"

namespace reports {

//! The tables of a Model: distributions, topics, failures, closes, gaps, states, worst moments, notes; those with rows.
[[nodiscard]] QList<Table> tablesOf(const metrics::RunMetrics &run);

} // namespace reports
