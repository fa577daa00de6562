// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! Appends \a text as one cell of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front,
//! unless it is a number.
void appendCell(QByteArray &out, QByteArrayView text);

//! A table with a head, RFC 4180: what a row is, its payload, and a column for each of WriterOptions::columns.
[[nodiscard]] std::unique_ptr<Writer> csv(Output &out, const WriterOptions &options);

} // namespace exporters
