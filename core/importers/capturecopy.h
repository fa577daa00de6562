// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! A capture; what comes out is a copy with sound rows only.
[[nodiscard]] bool isCaptureCopy(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> captureCopy(Input &input, RowSink &sink);

} // namespace importers
