// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "core/base/clock.h"

namespace app {

//! Runs with a window; returns the exit status. The only place where the window meets the rest.
[[nodiscard]] int runWindow(
    char *programName, const Options &options, const base::Clock &clock, const base::Instant &processStart);

} // namespace app
