// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! HTTP Archive 1.2 as Chrome writes and opens it: an entry for each connect, its data messages in
//! `_webSocketMessages`, how it was closed in `_webSocketClose` (HTTP Toolkit's form), and pings, pongs and closes in
//! `_webSocketControlFrames`, which Chrome passes over.
[[nodiscard]] std::unique_ptr<Writer> har(Output &out, const WriterOptions &options);

} // namespace exporters
