// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/echostream.h"

#include <utility>

namespace conformance {
namespace {

constexpr qint64 transportRoom = 4LL << 20; // Bytes in the socket's buffer; the rest waits in the session.
constexpr std::size_t shortRead = 4096;

} // namespace

ws::Limits limits()
{
    constexpr base::ByteCount most{64LL << 20};
    return {.frame = most, .message = most, .outputHard = {1LL << 30}};
}

EchoStream::EchoStream(ws::Role role, const base::Clock &clock, Ended ended)
    : m_role(role)
    , m_clock(clock)
    , m_ended(std::move(ended))
{
}

void EchoStream::begin(const ws::Accepted &accepted)
{
    m_session.emplace(m_role, accepted, m_random, limits());
    // Whatever may be compressed is: the suite is to see our compressor at every size.
    m_session->setDeflateOptions({.threshold = 1});
    QByteArray rest = accepted.rest;
    receive({rest.data(), static_cast<std::size_t>(rest.size())});
}

void EchoStream::transportRead(std::span<char> bytes, const base::Instant &)
{
    if (m_session)
        receive(bytes);
    else
        readHead({bytes.data(), static_cast<qsizetype>(bytes.size())});
}

// A session reads to the end of what it is given, and a close or a broken rule there ends the sending too. So that a
// message is answered before what stands behind it is judged, short reads are given to it byte by byte.
void EchoStream::receive(std::span<char> bytes)
{
    const std::size_t step = bytes.size() <= shortRead ? 1 : bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        m_session->receive(bytes.subspan(at, step), m_clock.now().steady, *this);
        for (const Message &message : std::exchange(m_received, {}))
            (void)m_session->send(message.opcode, message.payload); // Refused once the close frame is sent.
        flush();
    }
}

void EchoStream::messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts)
{
    assembledReceived(opcode, payload.toByteArray(), facts);
}

void EchoStream::assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &)
{
    if (m_echoes)
        m_received.push_back({opcode, std::move(payload)});
    else
        m_last = std::move(payload);
}

void EchoStream::flush()
{
    if (!m_session || m_finished)
        return;
    for (;;) {
        const qint64 room = transportRoom - m_transport->bytesToWrite();
        const QByteArrayView next = room > 0 ? m_session->output(room) : QByteArrayView();
        if (next.isEmpty())
            break;
        m_transport->write(next);
        m_session->consumed(next.size());
    }
    const ws::Session::State state = m_session->state();
    const bool isOver = state == ws::Session::State::Closed || state == ws::Session::State::Failed;
    if (isOver && m_session->pendingOutput() == 0) {
        m_finished = true;
        m_transport->finish();
    }
}

} // namespace conformance
