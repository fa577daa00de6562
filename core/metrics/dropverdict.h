// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/lifecycle.h"

#include <optional>
#include <span>
#include <vector>

namespace metrics {

//! Why a session ended, as far as its facts tell.
enum class DropCause : quint8 {
    Unknown,
    ClosedByUs, //!< Our close frame came first, and it was no error.
    ClosedByPeer, //!< 1000, or without a code: the peer had finished.
    GoingAway, //!< 1001: it shuts down or was left.
    ServerRestart, //!< 1012.
    Overloaded, //!< 1013.
    BadGateway, //!< 1014.
    ServerError, //!< 1011.
    Policy, //!< 1008.
    NotAuthorised, //!< 3000, 3003, or the 4401 and 4403 that many use.
    TokenExpired, //!< It ended when a token of ours did.
    MessageTooBig, //!< 1009.
    TooBigSuspected, //!< It ended without a word right behind a large message of ours.
    UnsupportedData, //!< 1003.
    BadPayload, //!< 1007.
    PeerSawProtocolError, //!< 1002 from the peer.
    WeSawProtocolError,
    ApplicationCode, //!< 4000 to 4999.
    IdleTimeout, //!< Something ends what was quiet for a fixed time.
    AgeLimit, //!< Something ends every session at the same age.
    IdleOrAge, //!< One of these two; the sessions were quiet all the time.
    PeerSilent, //!< It did not answer our heartbeat any more: half-open, hung or cut off.
    NetworkLost, //!< The system said that the network went.
    MachineSlept,
    LocalProblem, //!< Files, descriptors, memory.
    CloseTimedOut, //!< We closed, and the peer did not answer.
    EndedWithoutClose, //!< FIN without a close frame: the process or something in between went away.
    Reset, //!< RST: a crash, or something in between.
};

enum class Certainty : quint8 { Unknown, Likely, Certain };

//! A fact that speaks for a verdict.
struct Evidence
{
    enum class Kind : quint8 {
        Code, //!< `amount` is the close code.
        PeerClosedFirst,
        WeClosedFirst,
        Fin,
        Reset,
        Idle, //!< Quiet for so many nanoseconds before the end.
        Age, //!< Open for so many nanoseconds.
        SameIdle, //!< So many ends, this one among them, after the same quiet time; `of` in all.
        SameAge, //!< The same for the age.
        LargeMessage, //!< The last message was sent, and had so many bytes.
        Unanswered, //!< A heartbeat was not answered.
        TokenEnd, //!< Nanoseconds from the end of a token to the end of the session.
        Offline,
        Slept,
    };
    Kind kind = Kind::Code;
    qint64 amount = 0;
    qint64 of = 0;
    friend bool operator==(const Evidence &, const Evidence &) = default;
};

//! Why it dropped, and how that is known.
struct DropVerdict
{
    DropCause cause = DropCause::Unknown;
    Certainty certainty = Certainty::Unknown;
    std::vector<Evidence> evidence;
};

//! What the rows do not tell.
struct DropSurroundings
{
    std::optional<qint64> tokenUntilNs{}; //!< When a token of ours ends; wall time.
    bool wentOffline = false; //!< The system said so shortly before.
    bool slept = false; //!< The machine slept shortly before.
};

//! Judges the last of \a closes by itself and by the others; \a closes has at least one. A pure function: Certain only
//! where the peer said it, we did it, or at least four ends out of four agree within 1 %.
[[nodiscard]] DropVerdict whyDropped(std::span<const CloseEntry> closes, const DropSurroundings &around = {});

} // namespace metrics
