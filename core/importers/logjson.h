// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! The log of the WebSocket guide: an array of {timestamp, direction, size, data}; times in milliseconds.
[[nodiscard]] bool isLogJson(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> logJson(Input &input, RowSink &sink);

} // namespace importers
