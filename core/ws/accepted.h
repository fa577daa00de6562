// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace ws {

//! The permessage-deflate parameters both sides agreed on (RFC 7692 §7.1).
struct DeflateParameters
{
    bool enabled = false;
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    int serverMaxWindowBits = 15; //!< 8 to 15.
    int clientMaxWindowBits = 15; //!< 8 to 15.
    friend bool operator==(const DeflateParameters &, const DeflateParameters &) = default;
};

//! What the opening handshake agreed on.
struct Accepted
{
    QByteArray subprotocol{}; //!< Empty when none was agreed.
    DeflateParameters deflate{};
    QByteArray head{}; //!< The peer's whole head with its final CRLF CRLF; foreign bytes.
    QByteArray rest{}; //!< Bytes that came behind the head: the first frames (case H19).
};

} // namespace ws
