// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transporterror.h"

class QTcpSocket;

namespace net {

//! Who is at the other end of a connected \a socket. \a tls: it is a QSslSocket whose handshake is over; \a exception:
//! its certificate was accepted by an exception. Names are cut at 512 characters, the chain at 10 certificates.
[[nodiscard]] PeerFacts peerFacts(const QTcpSocket &socket, bool tls, bool exception);

} // namespace net
