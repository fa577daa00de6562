// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/ws/accepted.h"
#include "core/ws/closing/closeframe.h"
#include "core/ws/event.h"
#include "core/ws/extensions/deflater.h"
#include "core/ws/limits.h"
#include "core/ws/sendoptions.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>

namespace ws::testbench {
class TestBench;
}

namespace ws {

//! Why a session did not take a message to send.
enum class SendError : quint8 {
    NotOpen, //!< Closing or closed.
    InvalidUtf8, //!< Text that is not UTF-8 is refused, not repaired (F25).
    ControlTooLong, //!< Ping or pong payload over 125 bytes.
    CodeNotAllowed, //!< close() with a code that must not be sent.
    OutputFull, //!< Limits::outputHard would be passed.
    NoRandomness, //!< The generator failed; nothing may be sent without a fresh mask (§10.3).
    InsideMessage, //!< A message begun with beginMessage() is not finished: no other may start (§5.4).
    NoMessage, //!< A chunk without beginMessage().
};

//! One end of a WebSocket, without a socket (RFC 6455 §5 to §7).
//!
//! Bytes go in, events and bytes come out. Nothing here waits or times out: after each call, write the output.
//! Not thread-safe; lives on one thread.
class Session
{
public:
    enum class State : quint8 {
        Open, //!< Data may flow both ways.
        Closing, //!< We sent a close frame and wait for the peer's.
        Closed, //!< Close frames went both ways (or the peer's came and ours is in the output): end the transport.
        Failed, //!< The peer broke a rule; our close frame is in the output: write it, then end the transport.
    };

    //! \a random gives mask keys and must outlive the session.
    Session(Role role, const Accepted &accepted, base::Random &random, Limits limits = {});
    ~Session();
    Session(Session &&) noexcept;
    Session &operator=(Session &&) noexcept;

    //! How messages are compressed if permessage-deflate was agreed; before the first send().
    void setDeflateOptions(const DeflateOptions &options);

    //! Parses \a bytes; masked payloads are unmasked in place. Events reach \a sink as views that live until it
    //! returns. Keeps what is unfinished. In Closed and Failed, input is discarded and nothing is reported (F15).
    void receive(std::span<char> bytes, base::Nanoseconds steadyNow, EventSink &sink);

    //! Where the next bytes of a long payload belong: read at most so many straight into it and hand what came to
    //! receive() at once, which then copies nothing. Empty when the next bytes are anything else, or a copy costs less.
    //! At most \a most bytes, valid until the next call.
    [[nodiscard]] std::span<char> payloadRoom(qsizetype most);

    //! Queues one message as one frame; \a facts, if given, gets how it will look on the wire.
    [[nodiscard]] base::Expected<void, SendError> send(
        Opcode opcode, QByteArrayView payload, WireFacts *facts = nullptr);
    //! The same as \a options say: in fragments, compressed or not. All of it is queued, or nothing.
    [[nodiscard]] base::Expected<void, SendError> send(
        Opcode opcode, QByteArrayView payload, const SendOptions &options, WireFacts *facts = nullptr);

    //! Begins a message whose length nobody knows yet (§5.4): chunks follow, control frames may go between them.
    //! Until it is finished no other data message can be sent; closing gives it up.
    [[nodiscard]] base::Expected<void, SendError> beginMessage(
        Opcode opcode, Compress compress = Compress::FromThreshold);
    //! Queues \a chunk as one frame of that message; an empty one queues nothing. A text may be cut inside a code
    //! point. The first chunk decides on Compress::FromThreshold. A refused chunk leaves the message as it was.
    [[nodiscard]] base::Expected<void, SendError> sendChunk(QByteArrayView chunk);
    //! Ends the message with \a lastChunk, which may be empty; \a facts are those of the whole message.
    [[nodiscard]] base::Expected<void, SendError> finishMessage(
        QByteArrayView lastChunk = {}, WireFacts *facts = nullptr);
    //! A message was begun and not finished.
    [[nodiscard]] bool isSendingMessage() const;

    [[nodiscard]] base::Expected<void, SendError> ping(QByteArrayView payload, EventSink &sink);
    //! A pong that nobody asked for (§5.5.3).
    [[nodiscard]] base::Expected<void, SendError> pong(QByteArrayView payload, EventSink &sink);
    //! Queues a close frame (§5.5.1); \a reason is cut to 123 bytes at a code point's border. State becomes Closing.
    [[nodiscard]] base::Expected<void, SendError> close(CloseCode code, const QString &reason, EventSink &sink);

    //! Up to \a room bytes to write next, valid until the next call; ask only while the transport has room.
    //! Pending pongs go between messages and fragments; 16 of them wait at most, then the
    //! latest ping takes the place of the one before (§5.5.3, F18).
    [[nodiscard]] QByteArrayView output(qsizetype room);
    //! The first \a written bytes of output() are with the transport.
    void consumed(qsizetype written);
    //! Bytes queued and not yet consumed.
    [[nodiscard]] qint64 pendingOutput() const;

    [[nodiscard]] State state() const;
    //! What the peer's close frame said; empty while none came.
    [[nodiscard]] const std::optional<CloseStatus> &closeReceived() const;
    [[nodiscard]] const std::optional<CloseStatus> &closeSent() const;
    //! The rule that was broken, in state Failed.
    [[nodiscard]] std::optional<ProtocolError> failure() const;
    //! A message has begun and not ended: at a loss it was truncated (F16).
    [[nodiscard]] bool isInsideMessage() const;

private:
    friend class testbench::TestBench; // The only way to break the rules; see core/ws/testbench.
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ws
