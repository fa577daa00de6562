// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/dropverdict.h"

#include <algorithm>
#include <cstdlib>

namespace metrics {
namespace {

using Fact = Evidence::Kind;
constexpr qint64 aSecond = 1'000'000'000;

//! Two times are the same: within 1 %, and what polling of a timer may add.
bool isSame(qint64 a, qint64 b)
{
    return std::abs(a - b) <= std::max<qint64>(std::max(a, b) / 100, 250'000'000);
}

//! Ends without a reason of their own say what ends them by when they come.
bool isWordless(const CloseEntry &close)
{
    const bool saidGoodbye = close.received && close.by == CloseEntry::By::Peer;
    const bool isQuietCode = saidGoodbye && (close.received->code == 1000 || close.received->code == 1001 || close.received->code == 1005);
    return (!saidGoodbye || isQuietCode) && close.by != CloseEntry::By::Us
        && (close.cause == "ended" || close.cause == "reset" || close.cause == "closed");
}

struct Cadence
{
    qint64 same = 0;
    qint64 all = 0;
};

//! How many of the newest ends came at the same \a time as the last one.
Cadence cadenceOf(std::span<const CloseEntry> closes, qint64 CloseEntry::*time)
{
    static constexpr std::size_t looksAt = 8;
    Cadence cadence;
    const auto newest = closes.last(std::min(closes.size(), looksAt));
    for (const CloseEntry &close : newest) {
        if (!isWordless(close) || close.sessionNs <= 0)
            continue;
        ++cadence.all;
        cadence.same += isSame(close.*time, closes.back().*time) ? 1 : 0;
    }
    return cadence;
}

Certainty certaintyOf(const Cadence &cadence)
{
    if (cadence.same < 3 || cadence.same * 4 < cadence.all * 3)
        return Certainty::Unknown;
    return cadence.same >= 4 && cadence.same == cadence.all ? Certainty::Certain : Certainty::Likely;
}

std::optional<DropCause> causeOfCode(quint16 code)
{
    switch (code) {
    case 1000:
    case 1005: return DropCause::ClosedByPeer;
    case 1001: return DropCause::GoingAway;
    case 1002: return DropCause::PeerSawProtocolError;
    case 1003: return DropCause::UnsupportedData;
    case 1007: return DropCause::BadPayload;
    case 1008: return DropCause::Policy;
    case 1009: return DropCause::MessageTooBig;
    case 1011: return DropCause::ServerError;
    case 1012: return DropCause::ServerRestart;
    case 1013: return DropCause::Overloaded;
    case 1014: return DropCause::BadGateway;
    case 3000:
    case 3003:
    case 4401:
    case 4403: return DropCause::NotAuthorised;
    default: break;
    }
    return code >= 4000 && code < 5000 ? std::optional(DropCause::ApplicationCode) : std::nullopt;
}

//! Quiet or old at the same time as ever.
std::optional<DropVerdict> byCadence(std::span<const CloseEntry> closes)
{
    const CloseEntry &close = closes.back();
    if (!isWordless(close))
        return {};
    const Cadence idle = cadenceOf(closes, &CloseEntry::idleNs), age = cadenceOf(closes, &CloseEntry::sessionNs);
    const Certainty byIdle = close.idleNs >= 5 * aSecond ? certaintyOf(idle) : Certainty::Unknown;
    const Certainty byAge = close.sessionNs >= 5 * aSecond ? certaintyOf(age) : Certainty::Unknown;
    if (byIdle == Certainty::Unknown && byAge == Certainty::Unknown)
        return {};
    DropVerdict verdict;
    if (byIdle != Certainty::Unknown)
        verdict.evidence.push_back({Fact::SameIdle, idle.same, idle.all});
    if (byAge != Certainty::Unknown)
        verdict.evidence.push_back({Fact::SameAge, age.same, age.all});
    if (byIdle != Certainty::Unknown && byAge != Certainty::Unknown) {
        verdict.cause = DropCause::IdleOrAge;
        verdict.certainty = Certainty::Likely;
    } else {
        verdict.cause = byIdle != Certainty::Unknown ? DropCause::IdleTimeout : DropCause::AgeLimit;
        verdict.certainty = std::max(byIdle, byAge);
    }
    verdict.evidence.push_back(verdict.cause == DropCause::AgeLimit ? Evidence{Fact::Age, close.sessionNs}
                                                                     : Evidence{Fact::Idle, close.idleNs});
    return verdict;
}

bool endedWithToken(const CloseEntry &close, const DropSurroundings &around)
{
    return around.tokenUntilNs && close.wallNs >= *around.tokenUntilNs - aSecond
        && close.wallNs <= *around.tokenUntilNs + 10 * aSecond;
}

DropVerdict byPeersWord(const CloseEntry &close, DropCause cause, const DropSurroundings &around)
{
    DropVerdict verdict{cause, Certainty::Certain, {{Fact::PeerClosedFirst}, {Fact::Code, close.received->code}}};
    const bool isRefused = cause == DropCause::NotAuthorised || cause == DropCause::Policy;
    if (endedWithToken(close, around)) {
        verdict.cause = DropCause::TokenExpired;
        verdict.certainty = isRefused ? Certainty::Certain : Certainty::Likely;
        verdict.evidence.push_back({Fact::TokenEnd, close.wallNs - *around.tokenUntilNs});
    }
    return verdict;
}

DropVerdict byStream(const CloseEntry &close)
{
    static constexpr qint64 large = 64 << 10;
    const bool wasReset = close.tcp == TcpEnd::PeerReset || close.cause == "reset";
    const Evidence how{wasReset ? Fact::Reset : Fact::Fin};
    if (close.lastWasSent && close.lastSentBytes >= large && close.idleNs < 5 * aSecond)
        return {DropCause::TooBigSuspected, Certainty::Likely, {how, {Fact::LargeMessage, close.lastSentBytes}}};
    if (wasReset)
        return {DropCause::Reset, Certainty::Unknown, {how, {Fact::Idle, close.idleNs}}};
    if (close.cause == "ended" || close.tcp == TcpEnd::PeerFin)
        return {DropCause::EndedWithoutClose, Certainty::Unknown, {how, {Fact::Idle, close.idleNs}}};
    return {};
}

} // namespace

DropVerdict whyDropped(std::span<const CloseEntry> closes, const DropSurroundings &around)
{
    const CloseEntry &close = closes.back();
    if (close.cause == "protocol error")
        return {DropCause::WeSawProtocolError, Certainty::Certain, {{Fact::WeClosedFirst}}};
    if (close.cause == "local problem")
        return {DropCause::LocalProblem, Certainty::Certain, {}};
    if (close.cause == "close timed out")
        return {DropCause::CloseTimedOut, Certainty::Certain, {{Fact::WeClosedFirst}}};
    const bool isLost = close.cause == "heartbeat" || close.cause == "ended" || close.cause == "reset"
        || close.cause == "timed out" || close.cause == "unreachable";
    if (isLost && !close.received && around.slept)
        return {DropCause::MachineSlept, Certainty::Likely, {{Fact::Slept}}};
    if (isLost && !close.received && around.wentOffline)
        return {DropCause::NetworkLost, Certainty::Likely, {{Fact::Offline}}};
    if (close.cause == "heartbeat")
        return {DropCause::PeerSilent, Certainty::Certain, {{Fact::Unanswered}, {Fact::Idle, close.silentNs}}};
    if (close.by == CloseEntry::By::Us)
        return {DropCause::ClosedByUs, Certainty::Certain, {{Fact::WeClosedFirst}}};
    const auto said = close.received ? causeOfCode(close.received->code) : std::nullopt;
    if (const auto verdict = byCadence(closes); verdict && !endedWithToken(close, around))
        return *verdict;
    if (said)
        return byPeersWord(close, *said, around);
    if (endedWithToken(close, around))
        return {DropCause::TokenExpired, Certainty::Likely, {{Fact::TokenEnd, close.wallNs - *around.tokenUntilNs}}};
    return byStream(close);
}

} // namespace metrics
