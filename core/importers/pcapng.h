// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/catalog.h"

namespace importers {

//! Packets, pcapng or classic pcap: WebSocket connections in clear TCP whose handshake is there. TLS is not looked
//! into.
[[nodiscard]] bool isPcapNg(QByteArrayView head);
[[nodiscard]] base::Expected<void, ImportError> pcapNg(Input &input, RowSink &sink);

} // namespace importers
