// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! Our own lines, as exporters write them and --print ndjson prints; every field that a row had.
[[nodiscard]] bool isNdjson(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> ndjson(Input &input, RowSink &sink);

} // namespace importers
