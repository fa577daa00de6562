// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/handshakeerror.h"
#include "core/ws/protocolerror.h"
#include "ui/text/explanation.h"

namespace text {

//! Why the opening handshake failed. Quotes at most 200 characters of what the server said, as plain text.
[[nodiscard]] Explanation explain(const ws::HandshakeError &error);
//! Which rule the other side broke after the connection was open.
[[nodiscard]] Explanation explain(ws::ProtocolError error);

} // namespace text
