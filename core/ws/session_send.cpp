// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/sessionprivate.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace ws {

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

bool Session::Private::mayCompress(qsizetype size, Compress choice)
{
    const qsizetype least = choice == Compress::FromThreshold ? deflateOptions.threshold : 1;
    if (!deflate.enabled || choice == Compress::Never || size < std::max<qsizetype>(least, 1))
        return false;
    if (!deflater) {
        const bool isClient = role == Role::Client;
        deflater = std::make_unique<Deflater>(isClient ? deflate.clientMaxWindowBits : deflate.serverMaxWindowBits,
            isClient ? deflate.clientNoContextTakeover : deflate.serverNoContextTakeover, deflateOptions);
    }
    return deflater->isReady();
}

// RFC 7692 §6: empty when the message goes as it is.
QByteArray Session::Private::compressed(QByteArrayView message, Compress choice)
{
    return mayCompress(message.size(), choice) ? deflater->compress(message) : QByteArray();
}

bool Session::Private::hasRoomFor(qint64 size, qint64 frames) const
{
    return size + frames * maxHeaderSize <= limits.outputHard.bytes - output.pending();
}

std::optional<quint32> Session::Private::freshKey()
{
    std::array<std::byte, 4> bytes{};
    if (!random.fill(bytes))
        return {};
    return qFromBigEndian<quint32>(bytes.data());
}

// §5.3: a client takes a fresh key for every frame; without one nothing is sent.
std::optional<FrameHeader> Session::Private::headerFor(Opcode opcode, qsizetype size)
{
    FrameHeader header{.length = size, .opcode = opcode, .fin = true};
    if (role == Role::Client) {
        const auto key = freshKey();
        if (!key)
            return {};
        header.masked = true;
        header.maskKey = *key;
    }
    return header;
}

base::Expected<void, SendError> Session::Private::queueControl(Opcode opcode, QByteArrayView payload, WireFacts *facts)
{
    if (payload.size() > maxControlPayload)
        return base::Unexpected{SendError::ControlTooLong};
    if (!hasRoomFor(payload.size(), 1))
        return base::Unexpected{SendError::OutputFull};
    const auto header = headerFor(opcode, payload.size());
    if (!header)
        return base::Unexpected{SendError::NoRandomness};
    output.appendUrgent(*header, payload);
    if (facts)
        describeFirst(*header, now, *facts);
    return {};
}

base::Expected<void, SendError> Session::Private::queue(
    Opcode opcode, QByteArrayView payload, const SendOptions &options, WireFacts *facts)
{
    const qint64 fragment = options.fragmentSize > 0 ? options.fragmentSize : std::max<qint64>(payload.size(), 1);
    if (!hasRoomFor(payload.size(), 1 + payload.size() / fragment))
        return base::Unexpected{SendError::OutputFull};
    const QByteArray small = compressed(payload, options.compress);
    const QByteArrayView sent = small.isEmpty() ? payload : QByteArrayView(small);
    auto header = headerFor(opcode, sent.size());
    WireFacts seen;
    bool isQueued = header.has_value();
    if (header) {
        header->compressed = !small.isEmpty();
        if (options.fragmentSize > 0 && sent.size() > fragment) {
            isQueued = queueFragments(*header, sent, fragment, seen);
        } else {
            output.append(*header, sent);
            describeFirst(*header, now, seen);
        }
    }
    if (!isQueued) {
        // The peer will never see what was compressed, so nothing may refer back to it.
        if (deflater)
            deflater->forget();
        return base::Unexpected{SendError::NoRandomness};
    }
    seen.compressedSize = header->compressed ? sent.size() : -1;
    if (facts)
        *facts = std::move(seen);
    return {};
}

// §5.4. All keys are drawn before the first frame is queued: a message is never left half sent.
bool Session::Private::queueFragments(FrameHeader header, QByteArrayView payload, qint64 size, WireFacts &facts)
{
    std::vector<quint32> keys(static_cast<std::size_t>((payload.size() - 1) / size));
    for (quint32 &key : keys) {
        const auto fresh = header.masked ? freshKey() : std::optional<quint32>(0);
        if (!fresh)
            return false;
        key = *fresh;
    }
    header.fin = false;
    header.length = size;
    output.append(header, payload.first(size));
    describeFirst(header, now, facts);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const QByteArrayView rest = payload.sliced(static_cast<qsizetype>(i + 1) * size);
        const FrameHeader next{.length = std::min<qint64>(size, rest.size()),
            .maskKey = keys[i],
            .opcode = Opcode::Continuation,
            .fin = i + 1 == keys.size(),
            .masked = header.masked};
        output.append(next, rest.first(next.length));
        describeNext(next, facts);
    }
    return true;
}

base::Expected<void, SendError> Session::Private::queueChunk(QByteArrayView chunk, bool isLast)
{
    if (state != State::Open)
        return base::Unexpected{SendError::NotOpen};
    if (!stream)
        return base::Unexpected{SendError::NoMessage};
    if (!hasRoomFor(chunk.size(), 1))
        return base::Unexpected{SendError::OutputFull};
    // The key comes first: once the chunk went through the compressor or the validator there is no way back.
    auto header = headerFor(stream->nextOpcode(), 0);
    if (!header)
        return base::Unexpected{SendError::NoRandomness};
    if (!stream->accepts(chunk, isLast))
        return base::Unexpected{SendError::InvalidUtf8};
    if (!stream->hasBegun() && mayCompress(chunk.size(), stream->compress())) {
        stream->setCompressed();
        header->compressed = true;
    }
    QByteArray small;
    if (stream->isCompressed())
        small = deflater->compressPart(chunk, isLast);
    if (stream->isCompressed() && !deflater->isReady())
        return base::Unexpected{SendError::OutputFull}; // zlib could not hold the chunk.
    const QByteArrayView sent = stream->isCompressed() ? QByteArrayView(small) : chunk;
    header->length = sent.size();
    header->fin = isLast;
    output.append(*header, sent);
    stream->queued(*header, now);
    return {};
}

bool Session::Private::queueClose(const CloseStatus &status, EventSink &sink)
{
    const QByteArray payload = writeClose(status);
    const auto header = headerFor(Opcode::Close, payload.size());
    if (!header)
        return false;
    output.append(*header, payload);
    stream.reset(); // §5.5.1: no data behind a close frame; what was begun stays unfinished.
    closeSent = status;
    WireFacts facts;
    describeFirst(*header, now, facts);
    sink.controlSent(Opcode::Close, payload, facts);
    return true;
}

// §5.5.3: every ping is answered while few answers wait; of a flood, or while the peer does not take what waits, only
// the latest. A pong that is replaced keeps its mask key: no byte of it was shown.
void Session::Private::answerPing(QByteArrayView payload)
{
    if (withholdsPongs)
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
        describeFirst(sent.header, now, facts);
        sink.controlSent(Opcode::Pong, {sent.payload.data(), sent.size}, facts);
    }
    unreportedPongs.clear();
}

} // namespace ws
