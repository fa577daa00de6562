// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/handsender.h"

#include "core/ws/testbench/testbench.h"

#include <utility>

namespace stream {
namespace {

using base::Expected;
using base::Unexpected;
using ws::SendError;

//! A message in parts is one row at its end, so it is kept whole until then; more than this is not.
constexpr qsizetype mostParts = qsizetype(64) << 20;

} // namespace

void HandSender::opened(ws::Session &session)
{
    m_parts.clear();
    ws::testbench::TestBench(session).withholdPongs(m_withholdsPongs);
}

Expected<void, SendError> HandSender::send(ws::Session &session, const HandOrder &order, ws::EventSink &sink)
{
    switch (order.way) {
    case HandOrder::Way::Message: return sendMessage(session, order, sink);
    case HandOrder::Way::Chunk:
    case HandOrder::Way::LastChunk: return sendPart(session, order);
    case HandOrder::Way::Broken: return sendBroken(session, order);
    }
    return {};
}

Expected<void, SendError> HandSender::sendMessage(ws::Session &session, const HandOrder &order, ws::EventSink &sink)
{
    if (order.opcode == ws::Opcode::Ping)
        return session.ping(order.payload, sink);
    if (order.opcode == ws::Opcode::Pong)
        return session.pong(order.payload, sink);
    ws::WireFacts facts;
    if (auto sent = session.send(order.opcode, order.payload, order.options, &facts); !sent)
        return sent;
    m_queued(static_cast<capture::Kind>(order.opcode), QByteArray(order.payload), facts);
    return {};
}

Expected<void, SendError> HandSender::sendPart(ws::Session &session, const HandOrder &order)
{
    if (m_parts.size() + order.payload.size() > mostParts)
        return Unexpected{SendError::OutputFull};
    if (!session.isSendingMessage()) {
        if (auto begun = session.beginMessage(order.opcode, order.options.compress); !begun)
            return begun;
        m_opcode = order.opcode;
        m_parts.clear();
    }
    const bool isLast = order.way == HandOrder::Way::LastChunk;
    ws::WireFacts facts;
    if (auto sent = isLast ? session.finishMessage(order.payload, &facts) : session.sendChunk(order.payload); !sent)
        return sent;
    m_parts += order.payload;
    if (isLast)
        m_queued(static_cast<capture::Kind>(m_opcode), std::exchange(m_parts, {}), facts);
    return {};
}

Expected<void, SendError> HandSender::sendBroken(ws::Session &session, const HandOrder &order)
{
    auto wire = ws::testbench::TestBench(session).send(order.breakage, order.payload, order.closeCode);
    if (!wire)
        return Unexpected{wire.error()};
    ws::WireFacts facts;
    facts.wireSize = wire->size();
    m_queued(capture::Kind::Raw, std::move(*wire), facts);
    return {};
}

void HandSender::withholdPongs(bool withhold, ws::Session *session)
{
    m_withholdsPongs = withhold;
    if (session)
        ws::testbench::TestBench(*session).withholdPongs(withhold);
}

QByteArray HandSender::lost() { return std::exchange(m_parts, {}); }

} // namespace stream
