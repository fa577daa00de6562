// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/outfile.h"
#include "core/capture/captureerror.h"

namespace app {

//! Why a file could not be written, in words.
[[nodiscard]] QString fileWords(const base::FileError &error);

//! Why a capture could not be begun or read, in words.
[[nodiscard]] QString captureWords(const capture::CaptureError &error);

} // namespace app
