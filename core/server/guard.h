// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ws/handshake/serverhandshake.h"

#include <optional>

namespace server {

using namespace std::chrono_literals;

//! What the server allows its clients; every limit counts the thing that hurts.
struct GuardLimits
{
    int clients = 64; //!< Streams in all.
    int unupgraded = 8; //!< Streams whose head has not come yet; beyond, those that keep silent go.
    base::Nanoseconds speakWithin = 250ms; //!< How long a stream beyond `unupgraded` may keep silent.
    int unserved = 128; //!< Streams that wait for their head or have been refused; beyond, the oldest go at once.
    base::Nanoseconds headDeadline = 5s; //!< From accepting a stream to its whole head.
    base::Nanoseconds closeDeadline = 5s; //!< From the close frame to the end of the stream.
    base::Nanoseconds pingAfter = 60s; //!< Silence after which the server asks whether the client is there.
    base::Nanoseconds idleDeadline = 120s; //!< Silence after which the stream is ended.
    qint64 backlog = 1 << 20; //!< Bytes queued for one client; a push beyond it drops the client with 1013.
};

//! Why a request is not served.
enum class Refusal : quint8 {
    ForeignHost, //!< `Host` is a name that anybody can let lead here: a rebound DNS name of a web page.
    ForeignOrigin, //!< A web page of another site asks (RFC 6455 §10.2).
};

//! True for `localhost`, 127.0.0.0/8 and `[::1]`, with or without a port; the text of a Host field.
[[nodiscard]] bool isLoopbackName(QByteArrayView hostField);

//! True for `localhost`, for the literal form of any address, as a browser writes it, and for \a machineName: what no
//! name server of a stranger answers. The text of a Host field.
[[nodiscard]] bool isOwnName(QByteArrayView hostField, QByteArrayView machineName = {});

//! Whether \a request may be served, so that no web page can drive a server on its reader's machine.
//!
//! No Origin is fine (no browser asks); one of a loopback name is, and so is the server's own. When the server listens
//! on loopback only (\a loopbackOnly), Host must be a loopback name; else one of isOwnName().
[[nodiscard]] std::optional<Refusal> refusalOf(
    const ws::ServerRequest &request, bool loopbackOnly, QByteArrayView machineName = {});

//! The whole answer: 403 and why.
[[nodiscard]] QByteArray answerFor(Refusal refusal);

} // namespace server
