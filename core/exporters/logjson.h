// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! The log of the WebSocket guide: an array of `{timestamp, direction, size, data}`, indented by two spaces.
//!
//! `timestamp` is in milliseconds, `direction` is SEND, RECV or, for our notes of gaps and problems, ERROR. Data that
//! is no text is Base64, and `encoding` says so. It has messages only, as a page sees them: no pings, no closing.
[[nodiscard]] std::unique_ptr<Writer> logJson(Output &out, const WriterOptions &options);

} // namespace exporters
