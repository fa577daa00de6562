// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/outfile.h"

namespace app {

//! Why a file could not be written, in words.
[[nodiscard]] QString fileWords(const base::FileError &error);

} // namespace app
