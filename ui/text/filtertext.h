// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filters/filtererror.h"

#include <QString>

namespace text {

//! Why a text is no filter, in one sentence; where it breaks is FilterError::at.
[[nodiscard]] QString explain(const filters::FilterError &error);

} // namespace text
