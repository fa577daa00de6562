// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/session.h"

#include "core/ws/sessionprivate.h"

#include <utility>

namespace ws {

Session::Session(Role role, const Accepted &accepted, base::Random &random, Limits limits)
    : d(std::make_unique<Private>(role, accepted, random, limits))
{
}
Session::~Session() = default;
Session::Session(Session &&) noexcept = default;
Session &Session::operator=(Session &&) noexcept = default;

void Session::setDeflateOptions(const DeflateOptions &options) { d->deflateOptions = options; }

std::span<char> Session::payloadRoom(qsizetype most) { return d->payloadRoom(most); }

void Session::receive(std::span<char> bytes, base::Nanoseconds steadyNow, EventSink &sink)
{
    d->now = steadyNow;
    d->receive(bytes, sink);
    d->reportPongs(sink);
}

base::Expected<void, SendError> Session::send(Opcode opcode, QByteArrayView payload, WireFacts *facts)
{
    return send(opcode, payload, SendOptions{}, facts);
}

base::Expected<void, SendError> Session::send(
    Opcode opcode, QByteArrayView payload, const SendOptions &options, WireFacts *facts)
{
    if (d->state != State::Open || opcode == Opcode::Close || opcode == Opcode::Continuation)
        return base::Unexpected{SendError::NotOpen};
    if (isControl(opcode))
        return d->queueControl(opcode, payload, facts);
    if (d->stream)
        return base::Unexpected{SendError::InsideMessage};
    if (opcode == Opcode::Text && !isUtf8(payload))
        return base::Unexpected{SendError::InvalidUtf8};
    return d->queue(opcode, payload, options, facts);
}

base::Expected<void, SendError> Session::beginMessage(Opcode opcode, Compress compress)
{
    if (d->state != State::Open || (opcode != Opcode::Text && opcode != Opcode::Binary))
        return base::Unexpected{SendError::NotOpen};
    if (d->stream)
        return base::Unexpected{SendError::InsideMessage};
    d->stream.emplace(opcode, compress);
    return {};
}

base::Expected<void, SendError> Session::sendChunk(QByteArrayView chunk)
{
    if (chunk.isEmpty() && d->stream && d->state == State::Open)
        return {};
    return d->queueChunk(chunk, false);
}

base::Expected<void, SendError> Session::finishMessage(QByteArrayView lastChunk, WireFacts *facts)
{
    auto sent = d->queueChunk(lastChunk, true);
    if (!sent)
        return sent;
    if (facts)
        *facts = d->stream->facts();
    d->stream.reset();
    return sent;
}

bool Session::isSendingMessage() const { return d->stream.has_value(); }

base::Expected<void, SendError> Session::ping(QByteArrayView payload, EventSink &sink)
{
    WireFacts facts;
    auto sent = send(Opcode::Ping, payload, &facts);
    if (sent)
        sink.controlSent(Opcode::Ping, payload, facts);
    return sent;
}

base::Expected<void, SendError> Session::pong(QByteArrayView payload, EventSink &sink)
{
    WireFacts facts;
    auto sent = send(Opcode::Pong, payload, &facts);
    if (sent)
        sink.controlSent(Opcode::Pong, payload, facts);
    return sent;
}

base::Expected<void, SendError> Session::close(CloseCode code, const QString &reason, EventSink &sink)
{
    if (d->state != State::Open)
        return base::Unexpected{SendError::NotOpen};
    if (!maySend(code))
        return base::Unexpected{SendError::CodeNotAllowed};
    if (!reason.isValidUtf16())
        return base::Unexpected{SendError::InvalidUtf8};
    if (!d->queueClose({.code = static_cast<quint16>(code), .reason = cutReason(reason)}, sink))
        return base::Unexpected{SendError::NoRandomness};
    d->state = State::Closing;
    return {};
}

QByteArrayView Session::output(qsizetype room) { return d->output.output(room); }
void Session::consumed(qsizetype written) { d->output.consumed(written); }
qint64 Session::pendingOutput() const { return d->output.pending(); }

Session::State Session::state() const { return d->state; }
const std::optional<CloseStatus> &Session::closeReceived() const { return d->closeReceived; }
const std::optional<CloseStatus> &Session::closeSent() const { return d->closeSent; }
std::optional<ProtocolError> Session::failure() const { return d->failure; }

bool Session::isInsideMessage() const { return d->isInsideMessage(); }

} // namespace ws
