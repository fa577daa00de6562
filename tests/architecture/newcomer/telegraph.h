// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace newcomer {

//! The example of docs/adding.md: each message on a line of its own, `in 1767323045.000000005 SGVsbG8=`.
[[nodiscard]] std::unique_ptr<exporters::Writer> telegraph(
    exporters::Output &out, const exporters::WriterOptions &options);

} // namespace newcomer
