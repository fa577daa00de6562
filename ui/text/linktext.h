// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/linkconditions.h"

#include <QString>

namespace text {

//! `delay 200 ms ± 50 ms, down 64 KiB/s`: what is done to the link, in words; empty when nothing is.
[[nodiscard]] QString linkSummary(const net::LinkConditions &conditions);

} // namespace text
