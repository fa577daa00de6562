// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! HTTP Archives with _webSocketMessages: Chrome's, HTTP Toolkit's, mitmproxy's and ours. An entry is a connection.
[[nodiscard]] bool isHar(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> har(Input &input, RowSink &sink);

} // namespace importers
