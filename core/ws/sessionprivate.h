// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/extensions/deflater.h"
#include "core/ws/framing/framereader.h"
#include "core/ws/framing/outputqueue.h"
#include "core/ws/messages/messageassembler.h"
#include "core/ws/messages/outgoingmessage.h"
#include "core/ws/session.h"

#include <vector>

namespace ws {

//! What a Session is made of: a reader of frames, an assembler of messages, a queue of frames to write.
struct Session::Private
{
    Private(Role role, const Accepted &accepted, base::Random &random, const Limits &limits);

    // Receiving (session_receive.cpp).
    void receive(std::span<char> bytes, EventSink &sink);
    [[nodiscard]] bool isReading() const { return state == State::Open || state == State::Closing; }
    [[nodiscard]] bool isInsideMessage() const;
    //! No frame, header or message is half read, and what comes is not masked.
    [[nodiscard]] bool mayBePlain() const
    {
        return role == Role::Client && !rules.insideMessage && !reader.isInsideHeader() && rules.fragmentRoom > 0;
    }
    [[nodiscard]] std::span<char> receivePlain(std::span<char> bytes, EventSink &sink);
    [[nodiscard]] std::span<char> payloadRoom(qsizetype most);
    void refreshRules();
    void beginFrame();
    void receivePiece(std::span<char> piece, bool isWhole, EventSink &sink);
    void receiveWhole(QByteArrayView payload, EventSink &sink);
    void receiveControl(QByteArrayView payload, EventSink &sink);
    void receiveClose(QByteArrayView payload, EventSink &sink);
    void fail(ProtocolError error, EventSink &sink);

    // Sending (session_send.cpp).
    [[nodiscard]] bool mayCompress(qsizetype size, Compress choice);
    [[nodiscard]] QByteArray compressed(QByteArrayView message, Compress choice);
    [[nodiscard]] bool hasRoomFor(qint64 size, qint64 frames) const;
    [[nodiscard]] std::optional<quint32> freshKey();
    [[nodiscard]] std::optional<FrameHeader> headerFor(Opcode opcode, qsizetype size);
    [[nodiscard]] base::Expected<void, SendError> queueControl(Opcode opcode, QByteArrayView payload, WireFacts *facts);
    [[nodiscard]] base::Expected<void, SendError> queue(
        Opcode opcode, QByteArrayView payload, const SendOptions &options, WireFacts *facts);
    [[nodiscard]] bool queueFragments(
        FrameHeader header, QByteArrayView payload, qint64 fragmentSize, WireFacts &facts);
    [[nodiscard]] base::Expected<void, SendError> queueChunk(QByteArrayView chunk, bool isLast);
    [[nodiscard]] bool queueClose(const CloseStatus &status, EventSink &sink);
    void answerPing(QByteArrayView payload);
    void reportPongs(EventSink &sink);

    base::Random &random;
    Limits limits;
    Role role;
    DeflateParameters deflate;
    State state = State::Open;
    base::Nanoseconds now{0};

    FrameReader reader;
    MessageAssembler assembler;
    HeaderRules rules;
    WireFacts plainFacts; //!< Of the latest message on the plain path.
    std::array<char, maxControlPayload> control{}; //!< Payload of a control frame that comes in pieces.
    qsizetype controlSize = 0;

    OutputQueue output;
    DeflateOptions deflateOptions;
    std::unique_ptr<Deflater> deflater; //!< Made for the first message worth it.
    std::optional<OutgoingMessage> stream; //!< Begun by beginMessage() and not finished.
    struct Pong
    {
        FrameHeader header;
        std::array<char, maxControlPayload> payload;
        qsizetype size;
    };
    Pong pong{}; //!< The latest.
    std::vector<Pong> unreportedPongs;
    bool withholdsPongs = false; //!< Only a TestBench sets it.

    std::optional<CloseStatus> closeReceived;
    std::optional<CloseStatus> closeSent;
    std::optional<ProtocolError> failure;
};

} // namespace ws
