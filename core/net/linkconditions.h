// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"

#include <QString>

#include <optional>

namespace net {

//! What is done to the byte stream of our own socket, to see how a feed lives with a bad network. The default does
//! nothing.
//!
//! The model are toxiproxy's eight toxics: latency, down, bandwidth, slow_close, timeout, reset_peer, slicer,
//! limit_data. Bytes stay in their order, and none is lost but by the faults that end the connection.
struct LinkConditions
{
    enum class Silence : quint8 { None, FromPeer, ToPeer, Both };

    base::Nanoseconds delay{0}; //!< Added each way, also to the end of the stream.
    base::Nanoseconds jitter{0}; //!< Each piece's delay varies by up to this, up and down; never below 0.
    qint64 downRate = 0; //!< Bytes a second from the peer; 0: unlimited.
    qint64 upRate = 0; //!< To the peer.
    qint64 sliceSize = 0; //!< Received bytes come in pieces of at most this many; 0: as they came.
    Silence silence
        = Silence::None; //!< Half-open: nothing passes, not even the end, until this is over; then what waited does.
    std::optional<qint64> dropAfter{}; //!< The connection ends when this many more bytes have been received.
    std::optional<base::Nanoseconds>
        resetAfter{}; //!< The connection is reset (RST) this long after it opened, or after now.
    std::optional<base::Nanoseconds> closeAfter{}; //!< As resetAfter, but it ends without a word.
    base::Nanoseconds slowClose{0}; //!< The peer's end of the stream is told this much later.
    bool down = false; //!< No network: what is open ends, nothing can be opened.

    //! Nothing is done to the stream.
    [[nodiscard]] bool isClear() const { return *this == LinkConditions{}; }
    friend bool operator==(const LinkConditions &, const LinkConditions &) = default;
};

//! Reads `delay=200ms,jitter=50ms,down=64KiB/s`: names and values with commas; the names are those in the help of the
//! command line. The error is a sentence.
[[nodiscard]] base::Expected<LinkConditions, QString> parseLinkConditions(const QString &text);

//! \a conditions as parseLinkConditions() reads them: `delay=200ms,down=65536B/s`; `off` when they are clear.
[[nodiscard]] QString toText(const LinkConditions &conditions);

} // namespace net
