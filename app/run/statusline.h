// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/tick.h"

#include <QString>

class QUrl;

namespace app {

//! One line that tells how the run is doing, for standard error: state, address (redacted), rates, totals, capture.
[[nodiscard]] QString statusLine(const stream::Tick &tick, const QUrl &url, const base::Instant &now);

} // namespace app
