// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transporterror.h"

#include <QAbstractSocket>

namespace net {

//! What \a error of a Qt socket means; \a detail is the system's text, cut to 512 characters.
[[nodiscard]] TransportError transportError(QAbstractSocket::SocketError error, const QString &detail);

//! The present error of \a socket.
[[nodiscard]] TransportError transportError(const QAbstractSocket &socket);

} // namespace net
