// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>

namespace connection {

using namespace std::chrono_literals;

//! What a beat is made of.
enum class BeatKind : quint8 {
    Ping, //!< A ping frame with a nonce; only the pong with the same nonce is its answer (RFC 6455 §5.5.2).
    Message, //!< A message of the application that the peer answers with another.
    Reply, //!< The peer asks with a message and we answer; besides, ping frames find a peer that is gone.
};

//! Which received messages belong to the heartbeat.
struct BeatMatch
{
    QByteArray field = "type"; //!< Path in a JSON object, parts divided by '.'; empty: the whole payload is compared.
    QByteArray value = "pong"; //!< What stands there, strings without quotes; empty: the field only has to exist.
    friend bool operator==(const BeatMatch &, const BeatMatch &) = default;
};

//! How a peer is probed.
struct HeartbeatSettings
{
    bool enabled = true; //!< False: no heartbeat of any kind.
    base::Nanoseconds interval = 30s; //!< Between an answer (or a message sent) and the next beat.
    base::Nanoseconds timeout = 5s; //!< Without an answer: Suspect and a second probe; again: lost.
    bool secondProbe = true; //!< False, as the guide has it: lost at the first timeout.

    //! A ping goes out so long after the start only to measure, so that a short run knows its round trip too; 0: none.
    //! The program's own, not a profile's.
    base::Nanoseconds measuresAfter = 0s;

    bool adaptive = false; //!< The guide's branches choose the interval; `interval` is the normal one.
    base::Nanoseconds idleInterval = 60s; //!< No business message for a minute.
    base::Nanoseconds activeInterval = 10s; //!< Two or more in the last 10 s; 0: no beat while that lasts.
    base::Nanoseconds hiddenInterval = 120s; //!< Nobody looks. 0: no difference.

    BeatKind kind = BeatKind::Ping;
    bool binary = false; //!< Messages of the heartbeat are binary, else text.
    //! With Message: what is sent, `${nonce}` is new each time. With Reply: the answer, `${value}` is what stood in the
    //! field.
    QByteArray message = R"({"type":"ping"})";
    BeatMatch match{}; //!< With Message: the answer, its value may be `${nonce}`. With Reply: what is asked.
    friend bool operator==(const HeartbeatSettings &, const HeartbeatSettings &) = default;
};

} // namespace connection
