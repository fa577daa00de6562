// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/sessionprivate.h"

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
    rules.insideCompressed = assembler.isCompressed();
    rules.messageRoom = assembler.isOpen() ? assembler.room() : limits.message.bytes;
    rules.fragmentRoom = assembler.fragmentRoom();
}

void Session::Private::receive(std::span<char> bytes, EventSink &sink)
{
    while (!bytes.empty() && isReading()) {
        bool isNew = false;
        if (!reader.isInsideFrame()) {
            ProtocolError error{};
            switch (reader.readHeader(bytes, rules, now, error)) {
            case HeaderState::Incomplete:
                return;
            case HeaderState::Broken:
                return fail(error, sink);
            case HeaderState::Complete:
                isNew = true;
            }
        }
        const std::span<char> piece = reader.takePayload(bytes);
        const bool isWhole = isNew && !reader.isInsideFrame();
        if (isNew && !(isWhole && (isControl(reader.header().opcode) || !rules.insideMessage)))
            beginFrame();
        receivePiece(piece, isWhole, sink);
    }
}

void Session::Private::beginFrame()
{
    if (isControl(reader.header().opcode)) {
        controlSize = 0;
        return;
    }
    WireFacts facts;
    reader.describe(facts);
    assembler.beginFrame(reader.header(), facts);
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
        error = assembler.finish(sink);
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
    closeReceived = *status;
    sink.controlReceived(Opcode::Close, payload, facts);
    reportPong(sink);
    if (state == State::Open)
        (void)queueClose({.code = status->code, .reason = {}}, sink); // Without a mask there is nothing to send.
    state = State::Closed;
}

void Session::Private::fail(ProtocolError error, EventSink &sink)
{
    reportPong(sink);
    failure = error;
    if (state == State::Open) {
        output.dropWaiting();
        (void)queueClose({.code = static_cast<quint16>(closeCodeFor(error)), .reason = {}}, sink);
    }
    state = State::Failed;
    assembler.clear();
    sink.protocolFailed(error);
}

} // namespace ws
