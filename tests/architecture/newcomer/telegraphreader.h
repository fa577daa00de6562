// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace newcomer {

//! The example of docs/adding.md: reads what telegraph() writes.
[[nodiscard]] bool isTelegraph(QByteArrayView head);
[[nodiscard]] base::Expected<void, importers::ImportError> readTelegraph(
    importers::Input &input, importers::RowSink &sink);

} // namespace newcomer
