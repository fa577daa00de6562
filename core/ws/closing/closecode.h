// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace ws {

//! A close status (RFC 6455 §7.4, IANA registry). Any number may arrive; the named ones have a meaning.
enum class CloseCode : quint16 {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    NoStatus = 1005, //!< Local only: the close frame had no code.
    Abnormal = 1006, //!< Local only: the connection was lost without a close frame.
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    MessageTooBig = 1009,
    MandatoryExtension = 1010,
    InternalError = 1011,
    ServiceRestart = 1012,
    TryAgainLater = 1013,
    BadGateway = 1014,
    TlsHandshake = 1015, //!< Local only.
};

//! True for the codes an endpoint may put on the wire: 1000-1003, 1007-1014, 3000-4999 (§7.4.1, case F14).
constexpr bool maySend(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}
constexpr bool maySend(CloseCode code) { return maySend(static_cast<quint16>(code)); }

} // namespace ws
