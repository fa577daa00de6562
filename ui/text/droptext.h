// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/dropverdict.h"

#include <QString>

namespace text {

//! Why a session ended, in one sentence with its evidence and how certain it is.
[[nodiscard]] QString dropSentence(const metrics::DropVerdict &verdict);

} // namespace text
