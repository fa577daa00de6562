// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/sessionprivate.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ws {

bool Session::Private::isInsideMessage() const
{
    // An unfinished header or payload counts too, unless it belongs to a control frame between messages.
    const bool insideData = reader.isInsideFrame() && !isControl(reader.header().opcode);
    return assembler.isOpen() || insideData || (reader.isInsideHeader() && isReading());
}

void Session::Private::refreshRules()
{
    rules.insideMessage = assembler.isOpen();
    rules.insideCompressed = rules.insideMessage && assembler.isCompressed();
    rules.messageRoom = assembler.isOpen() ? assembler.room() : limits.message.bytes;
    rules.fragmentRoom = assembler.fragmentRoom();
}

// What nearly every message of a feed is: one unmasked frame, short, whole in the read buffer, nothing else open.
//
// The profile's lesson: at 96 bytes the payload costs 3 ns and the way to it was 12. Header decoded into a struct,
// facts built anew for each message and three calls were the rest; here the header is two bytes compared, and what is
// equal for all messages of a read stays in `plainFacts`. Anything unusual is left where it stands: the general path
// judges it.
std::span<char> Session::Private::receivePlain(std::span<char> bytes, EventSink &sink)
{
    constexpr std::size_t smallHead = 2;
    constexpr std::size_t mediumHead = 4;
    constexpr int length16 = 126;
    const qint64 most = std::min(limits.frame.bytes, limits.message.bytes);
    plainFacts.firstByte = now;
    plainFacts.lastByte = now;
    const char *at = bytes.data();
    const char *const end = at + bytes.size(); // Before it: the general path reads the rest, speed only.
    while (end - at >= std::ptrdiff_t(mediumHead)) {
        const auto first = static_cast<quint8>(at[0]);
        const auto second = static_cast<quint8>(at[1]);
        const auto opcode = static_cast<Opcode>(first & 0x0F);
        if ((first != 0x81 && first != 0x82) || second > length16)
            break;
        const bool isMedium = second == length16;
        const qint64 length = isMedium ? qint64(qFromBigEndian<quint16>(at + 2)) : qint64(second);
        const auto head = isMedium ? std::ptrdiff_t(mediumHead) : std::ptrdiff_t(smallHead);
        if (length > std::min<qint64>(end - at - head, most) || (isMedium && length < length16))
            break;
        const QByteArrayView payload(at + head, static_cast<qsizetype>(length));
        if (opcode == Opcode::Text && !isUtf8(payload))
            break;
        plainFacts.wireSize = head + length;
        plainFacts.headerSize = static_cast<quint8>(head);
        std::memcpy(plainFacts.header.data(), at, mediumHead);
        if (!isMedium)
            std::memset(plainFacts.header.data() + smallHead, 0, mediumHead - smallHead);
        sink.messageReceived(opcode, payload, plainFacts);
        at += head + length;
    }
    return bytes.subspan(static_cast<std::size_t>(at - bytes.data()));
}

void Session::Private::receive(std::span<char> bytes, EventSink &sink)
{
    while (!bytes.empty() && isReading()) {
        bool isNew = false;
        if (!reader.isInsideFrame()) {
            constexpr char extensionBits = 0x70; // Speed only: the plain path would look and leave it.
            if ((bytes.front() & extensionBits) == 0 && mayBePlain()) {
                bytes = receivePlain(bytes, sink);
                if (bytes.empty())
                    return;
            }
            ProtocolError error{};
            switch (reader.readHeader(bytes, rules, now, error)) {
            case HeaderState::Incomplete: return;
            case HeaderState::Broken: return fail(error, sink);
            case HeaderState::Complete: isNew = true;
            }
        }
        const std::span<char> piece = reader.takePayload(bytes);
        const bool isWhole = isNew && !reader.isInsideFrame();
        if (isNew && !(isWhole && (isControl(reader.header().opcode) || !rules.insideMessage)))
            beginFrame();
        receivePiece(piece, isWhole, sink);
    }
}

std::span<char> Session::Private::payloadRoom(qsizetype most)
{
    constexpr qint64 worthIt = 16 << 10; // Below it the read itself costs more than the copy.
    const qint64 size = std::min<qint64>(most, reader.payloadLeft());
    if (!isReading() || size < worthIt || isControl(reader.header().opcode) || assembler.isCompressed())
        return {};
    return assembler.roomFor(static_cast<qsizetype>(size));
}

void Session::Private::beginFrame()
{
    if (isControl(reader.header().opcode)) {
        controlSize = 0;
        return;
    }
    assembler.beginFrame(reader);
}

void Session::Private::receivePiece(std::span<char> piece, bool isWhole, EventSink &sink)
{
    const FrameHeader &header = reader.header();
    const QByteArrayView view(piece.data(), static_cast<qsizetype>(piece.size()));
    if (isControl(header.opcode)) {
        if (isWhole)
            return receiveControl(view, sink);
        if (!piece.empty())
            std::memcpy(control.data() + controlSize, piece.data(), piece.size());
        controlSize += view.size();
        if (!reader.isInsideFrame())
            receiveControl({control.data(), controlSize}, sink);
        return;
    }
    if (isWhole && !rules.insideMessage) {
        if (header.fin && !header.compressed)
            return receiveWhole(view, sink);
        beginFrame();
    }
    std::optional<ProtocolError> error = assembler.append(view);
    if (!error && !reader.isInsideFrame() && header.fin)
        error = assembler.finish(now, sink);
    if (error)
        return fail(*error, sink);
    refreshRules();
}

void Session::Private::receiveWhole(QByteArrayView payload, EventSink &sink)
{
    const Opcode opcode = reader.header().opcode;
    if (opcode == Opcode::Text && !isUtf8(payload))
        return fail(ProtocolError::InvalidUtf8, sink);
    WireFacts facts;
    reader.describe(facts);
    facts.lastByte = now;
    sink.messageReceived(opcode, payload, facts);
}

void Session::Private::receiveControl(QByteArrayView payload, EventSink &sink)
{
    const Opcode opcode = reader.header().opcode;
    if (opcode == Opcode::Close)
        return receiveClose(payload, sink);
    if (opcode == Opcode::Ping)
        answerPing(payload);
    WireFacts facts;
    reader.describe(facts);
    facts.lastByte = now;
    sink.controlReceived(opcode, payload, facts);
}

// §5.5.1 and §7.1.2: the answer repeats the code; what comes behind it is nobody's.
void Session::Private::receiveClose(QByteArrayView payload, EventSink &sink)
{
    const auto status = readClose(payload);
    if (!status)
        return fail(status.error(), sink);
    WireFacts facts;
    reader.describe(facts);
    facts.lastByte = now;
    closeReceived = *status;
    sink.controlReceived(Opcode::Close, payload, facts);
    reportPongs(sink);
    if (state == State::Open)
        (void)queueClose({.code = status->code, .reason = {}}, sink); // Without a mask there is nothing to send.
    state = State::Closed;
}

void Session::Private::fail(ProtocolError error, EventSink &sink)
{
    failure = error;
    if (state == State::Open) {
        unreportedPongs.clear(); // They wait, and are dropped with the rest.
        output.dropWaiting();
        // The one failure that a client can mend by itself says so, as the servers of the guide do.
        const bool tooBig = role == Role::Server && closeCodeFor(error) == CloseCode::MessageTooBig;
        const QString reason = tooBig ? QStringLiteral("Message too big") : QString();
        (void)queueClose({.code = static_cast<quint16>(closeCodeFor(error)), .reason = reason}, sink);
    }
    state = State::Failed;
    assembler.clear(); // Nobody reads it any more. Capacity only.
    sink.protocolFailed(error);
}

} // namespace ws
