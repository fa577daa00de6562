// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "core/base/clock.h"

namespace app {

//! Connects and records without a window; returns the exit status.
[[nodiscard]] int runHeadless(
    char *programName, const Options &options, const base::Clock &clock, const base::Instant &processStart);

} // namespace app
