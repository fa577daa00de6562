// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/sessionprivate.h"

#include <algorithm>
#include <utility>

namespace ws {
namespace {

void describe(const FrameHeader &header, base::Nanoseconds now, WireFacts &facts)
{
    facts = {};
    facts.headerSize = static_cast<quint8>(writeHeader(header, reinterpret_cast<char *>(facts.header.data())));
    facts.wireSize = facts.headerSize + header.length;
    facts.masked = header.masked;
    facts.maskKey = header.maskKey;
    facts.firstByte = now;
}

} // namespace

Session::Private::Private(Role ownRole, const Accepted &accepted, base::Random &source, const Limits &givenLimits)
    : random(source)
    , limits(givenLimits)
    , role(ownRole)
    , deflate(accepted.deflate)
    , assembler(givenLimits, role == Role::Client ? deflate.serverMaxWindowBits : deflate.clientMaxWindowBits,
          role == Role::Client ? deflate.serverNoContextTakeover : deflate.clientNoContextTakeover)
{
    rules.mustBeMasked = role == Role::Server;
    rules.mayBeCompressed = deflate.enabled;
    rules.frameLimit = limits.frame.bytes;
    refreshRules();
}

// RFC 7692 §6: empty when the message goes as it is.
QByteArray Session::Private::compressed(QByteArrayView message)
{
    if (!deflate.enabled || message.size() < deflateOptions.threshold)
        return {};
    if (!deflater) {
        const bool isClient = role == Role::Client;
        deflater = std::make_unique<Deflater>(isClient ? deflate.clientMaxWindowBits : deflate.serverMaxWindowBits,
            isClient ? deflate.clientNoContextTakeover : deflate.serverNoContextTakeover, deflateOptions);
    }
    return deflater->isWorthwhile(message) ? deflater->compress(message) : QByteArray();
}

// §5.3: a client takes a fresh key for every frame; without one nothing is sent.
std::optional<FrameHeader> Session::Private::headerFor(Opcode opcode, qsizetype size)
{
    FrameHeader header{.length = size, .opcode = opcode, .fin = true};
    if (role == Role::Client) {
        header.masked = true;
        std::array<std::byte, 4> key{};
        if (!random.fill(key))
            return {};
        for (const std::byte byte : key)
            header.maskKey = header.maskKey << 8 | static_cast<quint32>(byte);
    }
    return header;
}

base::Expected<void, SendError> Session::Private::queue(Opcode opcode, QByteArrayView payload, WireFacts *facts)
{
    if (payload.size() + maxHeaderSize > limits.outputHard.bytes - output.pending())
        return base::Unexpected{SendError::OutputFull};
    const QByteArray small = isControl(opcode) ? QByteArray() : compressed(payload);
    const QByteArrayView sent = small.isEmpty() ? payload : QByteArrayView(small);
    auto header = headerFor(opcode, sent.size());
    if (!header)
        return base::Unexpected{SendError::NoRandomness};
    header->compressed = !small.isEmpty();
    if (isControl(opcode))
        output.appendUrgent(*header, sent);
    else
        output.append(*header, sent);
    if (facts) {
        describe(*header, now, *facts);
        facts->compressedSize = header->compressed ? sent.size() : -1;
    }
    return {};
}

bool Session::Private::queueClose(const CloseStatus &status, EventSink &sink)
{
    const QByteArray payload = writeClose(status);
    const auto header = headerFor(Opcode::Close, payload.size());
    if (!header)
        return false;
    output.append(*header, payload);
    closeSent = status;
    WireFacts facts;
    describe(*header, now, facts);
    sink.controlSent(Opcode::Close, payload, facts);
    return true;
}

// §5.5.3: every ping is answered while few answers wait; of a flood, or while the peer does not take what waits, only
// the latest. A pong that is replaced keeps its mask key: no byte of it was shown.
void Session::Private::answerPing(QByteArrayView payload)
{
    if (!answersPings)
        return;
    constexpr int mostWaiting = 16;
    const bool replaces = output.waitingPongs() >= mostWaiting;
    if (!replaces) {
        const auto header = headerFor(Opcode::Pong, payload.size());
        if (!header)
            return;
        pong.header = *header;
    }
    pong.header.length = payload.size();
    pong.size = payload.size();
    std::copy(payload.begin(), payload.end(), pong.payload.begin());
    if (replaces)
        output.replacePong(pong.header, payload);
    else
        output.appendPong(pong.header, payload);
    if (!replaces)
        unreportedPongs.push_back(pong);
    else if (!unreportedPongs.empty())
        unreportedPongs.back() = pong;
}

// Once for each pong that will be written, after the pings of one read.
void Session::Private::reportPongs(EventSink &sink)
{
    for (const Pong &sent : unreportedPongs) {
        WireFacts facts;
        describe(sent.header, now, facts);
        sink.controlSent(Opcode::Pong, {sent.payload.data(), sent.size}, facts);
    }
    unreportedPongs.clear();
}

} // namespace ws
