// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! A capture with the chosen rows, under their numbers; it opens as any other.
[[nodiscard]] std::unique_ptr<Writer> sqliteCopy(Output &out, const WriterOptions &options);

} // namespace exporters
