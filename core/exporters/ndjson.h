// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/jsontext.h"
#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! Appends \a row as one line: `{"connection":1,"seq":1,"received_ns":…,"direction":"in","opcode":1,"size":5,
//! "wire_size":7,"payload":"Hello"}`. What is no text has `payload_base64` instead; our own notes have `kind`.
//!
//! \a text appends a payload as the body of a JSON string, where it has to be more careful than JSON asks.
void appendNdjson(QByteArray &out, const capture::PassingRow &row,
    void (*text)(QByteArray &out, QByteArrayView text) = appendJsonText);

//! One JSON object a line; every row, so that nothing is lost when it is read again.
[[nodiscard]] std::unique_ptr<Writer> ndjson(Output &out, const WriterOptions &options);

} // namespace exporters
