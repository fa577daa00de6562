// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! What wscat shows: > before what was sent, < before what was received. It has no times: rows are a millisecond
//! apart and begin at the time of the file.
[[nodiscard]] bool isWscatLog(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> wscatLog(Input &input, RowSink &sink);

} // namespace importers
