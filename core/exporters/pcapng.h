// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! Packets that Wireshark dissects: for each connect a synthetic TCP connection and handshake, then each message as one
//! plain frame at its time, inflated and in the clear. Our notes are comments.
[[nodiscard]] std::unique_ptr<Writer> pcapNg(Output &out, const WriterOptions &options);

} // namespace exporters
