// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/captureerror.h"

namespace commands {

//! Says why the capture at \a path cannot be read, and gives the exit status of that.
[[nodiscard]] int captureFailed(const QString &path, const capture::CaptureError &error);

} // namespace commands
