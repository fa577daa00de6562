// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace ws {

//! Which rule of the opening handshake was broken (RFC 6455 §4, RFC 9112).
enum class HandshakeRule : quint8 {
    ConnectionClosed, //!< The peer closed before its head was whole (H03).
    HeadTooLarge, //!< Over 64 KiB, a line over 8 KiB, or over 128 fields (H15).
    NotHttp, //!< The first line is no HTTP/1.1 status or request line (H02).
    MalformedField, //!< No colon, space before it, folding, control characters, bare CR or LF (H13, H14).
    TooManyInterim, //!< More than five 1xx heads (H17).
    StatusNot101, //!< Another status; `status` and `body` say which (H01).
    UpgradeMissing, //!< `Upgrade: websocket` missing, doubled or other (H04).
    ConnectionMissing, //!< `Connection` without the token `upgrade` (H05).
    AcceptMissing, //!< No or more than one `Sec-WebSocket-Accept` (H06).
    AcceptWrong, //!< It does not match our key (H06, H07).
    ExtensionNotOffered, //!< An extension or parameter we did not offer, or a malformed list (H08-H10).
    SubprotocolNotOffered, //!< A subprotocol we did not request, or more than one (H11).
    SubprotocolMissing, //!< We requested one and none came (H12).
    // What a server refuses:
    MethodNotGet, //!< 405.
    VersionNot13, //!< 426 with `Sec-WebSocket-Version: 13`.
    HostMissing, //!< 400; also more than one.
    KeyInvalid, //!< 400: `Sec-WebSocket-Key` is not the base64 of 16 bytes.
};

//! Why an opening handshake failed, with what a person needs to find out more.
struct HandshakeError
{
    HandshakeRule rule = HandshakeRule::ConnectionClosed;
    int status = 0; //!< HTTP status that came, 0 when none.
    QByteArray reason; //!< Reason phrase, or the offending field; foreign bytes.
    QByteArray head; //!< What came of the head, at most 64 KiB; foreign bytes.
    QByteArray body; //!< What came of a refusal's body, at most 64 KiB; foreign bytes.
    QByteArray retryAfter; //!< Value of Retry-After, empty when none.
};

} // namespace ws
