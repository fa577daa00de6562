// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace app {

//! Runs the embedded feed server until a signal or the end of `--duration`; returns the exit status.
[[nodiscard]] int listen(char *programName, const Options &options);

//! The part of `--help` that lists what the feed server has, from its own catalogues.
[[nodiscard]] QString servedPathsText();

} // namespace app
