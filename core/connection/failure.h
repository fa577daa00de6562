// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/retrytable.h"
#include "core/net/transporterror.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/handshake/handshakeerror.h"
#include "core/ws/protocolerror.h"

#include <variant>

namespace connection {

//! The WebSocket was closed with a close frame.
struct Closed
{
    quint16 code = 1005;
    QString reason; //!< Foreign text when \a byPeer.
    bool byPeer = false; //!< The peer's close frame came first.
};

//! The time for resolve + TCP + proxy + TLS + upgrade ran out.
struct OpenTimedOut
{
};
//! Two probes were not answered.
struct HeartbeatLost
{
};
//! The peer did not answer our close frame in 5 s.
struct CloseTimedOut
{
};

//! Nothing could be sent, or what has to come first did not come.
struct NotReady
{
    enum class Reason : quint8 {
        Variable, //!< A text of the profile uses a variable that has no value.
        StepFailed, //!< The HTTP step before connecting got no answer, or not one it can use.
        StepRefused, //!< The server of that step said no for good (4xx but 408 and 429), or it cannot be asked as it is
                     //!< written.
        NoReply, //!< The authentication or an on-connect message was not answered in time.
        Withheld, //!< The profile was not saved here, and nobody agreed to its use of \a detail: names, with commas.
        Redirected, //!< The server sends on to another one that nobody agreed to; \a detail is that, `wss://host:port`.
    };
    Reason reason = Reason::Variable;
    QString detail{}; //!< Which one; plain words without a secret.
    friend bool operator==(const NotReady &, const NotReady &) = default;
};

//! Why a connection ended; `ui/text` turns it into words, isRetryable() into policy.
using Failure = std::variant<Closed, net::TransportError, ws::HandshakeError, ws::RequestError, ws::ProtocolError,
    OpenTimedOut, HeartbeatLost, CloseTimedOut, NotReady>;

//! Whether the same attempt may succeed later (the one place that decides).
[[nodiscard]] bool isRetryable(const Failure &failure, const RetryTable &table = {});

//! The close code a person sees for \a failure: the frame's, 1006 for a loss, 0 when the WebSocket was never open.
[[nodiscard]] quint16 closeCodeOf(const Failure &failure, bool wasOpen);

} // namespace connection
