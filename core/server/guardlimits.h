// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"
#include "core/base/clock.h"

#include <QtGlobal>

namespace server {

using namespace std::chrono_literals;
using namespace base::literals;

//! How messages of one user are counted.
enum class RateKind : quint8 {
    FixedWindow, //!< So many from the first one on, for as long as the window lasts; then anew. The guide's way.
    TokenBucket, //!< So many at once, and each grows again after its share of the window: no double burst at a border.
};

//! How many messages a user may send; those beyond are answered with `Rate limit exceeded` and go nowhere.
struct RateLimit
{
    int messages = 0; //!< 0: no limit.
    base::Nanoseconds window = 1min;
    RateKind kind = RateKind::FixedWindow;
    friend bool operator==(const RateLimit &, const RateLimit &) = default;
};

//! What the server allows its clients; every limit counts the thing that hurts. 0 is no limit where it says so.
struct GuardLimits
{
    int clients = 64; //!< Streams in all.
    int perAddress = 0; //!< Upgraded streams of one IP address, then 429; 0: no limit.
    int unupgraded = 8; //!< Streams whose head has not come yet; beyond, those that keep silent go.
    base::Nanoseconds speakWithin = 250ms; //!< How long a stream beyond `unupgraded` may keep silent.
    int unserved = 128; //!< Streams that wait for their head or have been refused; beyond, the oldest go at once.
    base::Nanoseconds headDeadline = 5s; //!< From accepting a stream to its whole head.
    base::Nanoseconds closeDeadline = 5s; //!< From the close frame to the end of the stream.
    base::Nanoseconds pingAfter = 60s; //!< Silence after which the server asks whether the client is there; 0: never.
    base::Nanoseconds idleDeadline = 120s; //!< Silence after which the stream is ended; 0: never.
    base::Nanoseconds pingEvery{0}; //!< A ping each time this has passed, whatever else happens; 0: none.
    base::Nanoseconds pongWithin = 60s; //!< A pong older than this at the time of such a ping: 1001.
    base::Nanoseconds quietDeadline{0}; //!< No message for so long: 1000 `Idle timeout`; 0: never.
    base::Nanoseconds poolDeadline{0}; //!< The same for the pool's last activity, messages either way; 0: never.
    base::Nanoseconds lookEach = 60s; //!< How often these two are looked at.
    base::Nanoseconds authDeadline = 5s; //!< From joining a path for users to their token.
    base::Nanoseconds deviceDeadline = 10s; //!< From joining a path for devices to their secret.
    base::ByteCount message = 16_MiB; //!< More is 1009.
    RateLimit rate{};
    qint64 backlog = 1 << 20; //!< Bytes queued for one client; a push beyond it drops the client with 1013.

    //! Numbers that only a machine of measurements wants: as many and as much as there is room for.
    [[nodiscard]] static GuardLimits off();
    //! The numbers of the WebSocket guide.
    [[nodiscard]] static GuardLimits guide();
    //! The tighter one of the guide's and of those a server on a person's own machine should have.
    [[nodiscard]] static GuardLimits strict();

    friend bool operator==(const GuardLimits &, const GuardLimits &) = default;
};

} // namespace server
