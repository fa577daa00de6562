// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! Text for people, which reads as `curl -v` does: `>` before what was sent, `<` before what was received, `*` before
//! what happened. Bytes are dumped in hexadecimal, and nothing in it is obeyed by a terminal.
[[nodiscard]] std::unique_ptr<Writer> curlText(Output &out, const WriterOptions &options);

} // namespace exporters
