// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! A table for an issue tracker: what fits into one comment there, and how much more there was.
[[nodiscard]] std::unique_ptr<Writer> markdown(Output &out, const WriterOptions &options);

} // namespace exporters
