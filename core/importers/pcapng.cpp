// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/pcapng.h"

#include "core/importers/packetfile.h"
#include "core/importers/tcpflow.h"
#include "core/importers/websocketflow.h"

#include <map>

namespace importers {
namespace {

//! The TCP connections of a file.
class TcpConnections
{
public:
    static constexpr std::size_t mostOpen = 4096; //!< At a time; those beyond are passed over.

    explicit TcpConnections(RowSink &sink) : m_sink(sink) { }

    //! False: nothing more is wanted.
    [[nodiscard]] bool receive(const TcpSegment &segment, qint64 wallNs)
    {
        const bool isForward = segment.from < segment.to;
        const QByteArray key = isForward ? segment.from + segment.to : segment.to + segment.from;
        auto found = m_open.find(key);
        if (found != m_open.end() && ((segment.isSyn && found->second.hasData) || segment.isReset)) {
            m_open.erase(found); // Its ports are used again.
            found = m_open.end();
        }
        if (segment.isReset)
            return true;
        if (found == m_open.end()) {
            // Only who asks first can be a client; what began earlier is not understood.
            if (m_open.size() >= mostOpen || (!segment.isSyn && !segment.payload.startsWith("GET ")))
                return true;
            found = m_open.try_emplace(key, m_sink, m_random, m_nextConnection).first;
        }
        Connection &connection = found->second;
        if (!connection.hasData && segment.payload.startsWith("GET ")) {
            connection.isClientForward = isForward;
            connection.hasData = true;
        }
        TcpFlow &flow = isForward ? connection.forward : connection.backward;
        flow.receive(segment);
        const bool goesOn = connection.webSocket.receive(flow.take(), isForward == connection.isClientForward, wallNs);
        if (connection.webSocket.isOver() || flow.isLost())
            m_open.erase(found);
        return goesOn;
    }

private:
    struct Connection
    {
        Connection(RowSink &sink, base::Random &random, quint16 &next) : webSocket(sink, random, next) { }
        TcpFlow forward, backward; //!< From the lower to the higher address, and back.
        WebSocketFlow webSocket;
        bool isClientForward = true;
        bool hasData = false;
    };

    RowSink &m_sink;
    base::SeededRandom m_random{1}; // Nothing is ever sent.
    quint16 m_nextConnection = 1;
    std::map<QByteArray, Connection> m_open;
};

} // namespace

bool isPcapNg(QByteArrayView head) { return PacketFile::accepts(head); }

base::Expected<void, ImportError> pcapNg(Input &input, RowSink &sink)
{
    PacketFile file(input);
    TcpConnections connections(sink);
    while (const auto packet = file.next()) {
        const auto segment = TcpSegment::in(packet->linkType, packet->bytes);
        if (segment && !connections.receive(*segment, packet->wallNs))
            return {};
    }
    if (input.failure())
        return base::Unexpected{*input.failure()};
    if (file.isBroken())
        return base::Unexpected{ImportError{ImportError::Reason::Broken, input.at(), {}}};
    return {};
}

} // namespace importers
