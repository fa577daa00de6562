// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! What websocat writes: each line is a message that was received. It has no times, as wscatLog().
[[nodiscard]] bool isLineLog(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> lineLog(Input &input, RowSink &sink);

} // namespace importers
