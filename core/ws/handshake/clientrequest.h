// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/clienthandshake.h"

namespace ws {

//! The first rule that \a request breaks, so that nothing can be smuggled into its head (H27-H30).
[[nodiscard]] std::optional<RequestError> problemOf(const ClientRequest &request);

//! The head that asks for \a request, which has no problem, with \a key as `Sec-WebSocket-Key`.
[[nodiscard]] QByteArray writeRequest(const ClientRequest &request, const QByteArray &key);

} // namespace ws
