// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/websocketflow.h"

#include "core/importers/input.h"
#include "core/importers/rowkinds.h"
#include "core/ws/extensions/deflatenegotiation.h"
#include "core/ws/handshake/grammar.h"

#include <limits>

namespace importers {

using State = ws::HttpHeadReader::State;

//! Turns what a session says into rows.
class WebSocketFlow::Events final : public ws::EventSink
{
public:
    Events(RowSink &sink, base::ConnectionId id, capture::Direction direction, qint64 wallNs)
        : m_sink(sink)
        , m_id(id)
        , m_direction(direction)
        , m_wallNs(wallNs)
    {
    }
    [[nodiscard]] bool goesOn() const { return m_goesOn; }

    void messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override
    {
        row(kindOf(static_cast<qint64>(opcode)), payload, facts);
    }
    void assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &facts) override
    {
        row(kindOf(static_cast<qint64>(opcode)), payload, facts);
    }
    void controlReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override
    {
        row(kindOf(static_cast<qint64>(opcode)), payload, facts);
    }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { } // Nobody sends anything.
    void protocolFailed(ws::ProtocolError) override
    {
        row(capture::Kind::Problem, R"({"problem":"protocol error"})", {});
    }

private:
    void row(capture::Kind kind, QByteArrayView payload, const ws::WireFacts &facts)
    {
        const bool isSpecial = facts.fragments > 1 || facts.compressedSize >= 0 || (facts.masked && facts.maskKey != 0);
        const capture::CapturedFacts captured{.wire = facts, .firstByteWallNs = facts.firstByte.count()};
        m_goesOn = m_goesOn
            && m_sink.row({.wallNs = m_wallNs,
                              .direction = m_direction,
                              .kind = kind,
                              .payload = payload,
                              .connection = m_id,
                              .wireSize = facts.wireSize},
                isSpecial && !capture::isNote(kind) ? &captured : nullptr);
    }

    RowSink &m_sink;
    const base::ConnectionId m_id;
    const capture::Direction m_direction;
    const qint64 m_wallNs;
    bool m_goesOn = true;
};

WebSocketFlow::WebSocketFlow(RowSink &sink, base::Random &random, quint16 &nextConnection)
    : m_sink(sink)
    , m_random(random)
    , m_nextConnection(nextConnection)
{
}

bool WebSocketFlow::receive(QByteArray bytes, bool fromClient, qint64 wallNs)
{
    if (m_isOver || bytes.isEmpty())
        return true;
    if (m_fromClient)
        return frames(std::move(bytes), fromClient, wallNs);
    if (!fromClient)
        return response(bytes, wallNs);
    request(bytes);
    return true;
}

void WebSocketFlow::request(QByteArrayView bytes)
{
    if (!m_hasRequest) {
        switch (m_request.receive(bytes)) {
        case State::Reading: return;
        case State::Broken: m_isOver = true; return;
        case State::Complete: break;
        }
        m_hasRequest = true;
        m_isOver = !m_request.startLine().startsWith("GET ")
            || !ws::equalsIgnoringCase(ws::findField(m_request.fields(), "Upgrade").value, "websocket");
    }
    m_isOver = m_isOver || m_early.size() + bytes.size() > mostEarly;
    if (!m_isOver)
        m_early += bytes;
}

bool WebSocketFlow::response(QByteArrayView bytes, qint64 wallNs)
{
    if (!m_hasRequest) {
        m_isOver = true; // The server speaks first: something else.
        return true;
    }
    switch (m_response.receive(bytes)) {
    case State::Reading: return true;
    case State::Broken: m_isOver = true; return true;
    case State::Complete: break;
    }
    if (!open(wallNs)) {
        m_isOver = true;
        return true;
    }
    return frames(std::exchange(m_early, {}), true, wallNs) && frames(bytes.toByteArray(), false, wallNs);
}

bool WebSocketFlow::open(qint64 wallNs)
{
    if (!m_response.startLine().startsWith("HTTP/1.1 101") || m_nextConnection == std::numeric_limits<quint16>::max())
        return false;
    ws::Accepted accepted;
    const auto extensions = ws::readExtensions(ws::joinedField(m_response.fields(), "Sec-WebSocket-Extensions"));
    if (extensions && !extensions->isEmpty()) {
        const auto deflate = ws::readAnswer(*extensions, ws::DeflateOffer{});
        if (!deflate)
            return false; // Something that we cannot read.
        accepted.deflate = *deflate;
    }
    const base::ByteCount most{Input::mostPayload};
    const ws::Limits limits{.frame = most, .message = most, .fragments = 1'000'000};
    m_fromClient.emplace(ws::Role::Server, accepted, m_random, limits);
    m_fromServer.emplace(ws::Role::Client, accepted, m_random, limits);
    m_id = {m_nextConnection++};
    const QByteArray line = m_request.startLine();
    const QByteArray target = line.mid(4, line.lastIndexOf(' ') - 4);
    const QByteArray host = ws::findField(m_request.fields(), "Host").value;
    m_sink.connection(m_id, QStringLiteral("ws://") + QString::fromUtf8(host + target), wallNs);
    return true;
}

bool WebSocketFlow::frames(QByteArray bytes, bool fromClient, qint64 wallNs)
{
    Events events(m_sink, m_id, fromClient ? capture::Direction::Out : capture::Direction::In, wallNs);
    ws::Session &session = fromClient ? *m_fromClient : *m_fromServer;
    session.receive({bytes.data(), static_cast<std::size_t>(bytes.size())}, base::Nanoseconds(wallNs), events);
    const QByteArrayView answers = session.output(std::numeric_limits<qint32>::max());
    session.consumed(answers.size()); // Pongs of its own, which nobody gets.
    return events.goesOn();
}

} // namespace importers
