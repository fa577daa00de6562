// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/pcapng.h"

#include "core/exporters/attempts.h"
#include "core/exporters/pcapngblocks.h"
#include "core/exporters/syntheticpeer.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <map>

namespace exporters {
namespace {

constexpr quint32 clientAddress = 0x0A00'0001; // 10.0.0.1
constexpr quint32 serverNetwork = 0xC612'0000; // 198.18.0.0/15: for tests (RFC 2544), nobody's.
constexpr qsizetype longestComment = 8192;

// RFC 6455 §5.2: FIN and the opcode, the length in its shortest form, and from a client a key. That of zeros leaves the
// payload as it is.
struct FrameHeader
{
    std::array<char, 14> bytes{};
    qsizetype size = 0;

    FrameHeader(quint8 opcode, qsizetype length, bool masked)
    {
        const int mask = masked ? 0x80 : 0;
        bytes[0] = static_cast<char>(0x80 | opcode);
        if (length < 126) {
            bytes[1] = static_cast<char>(mask | length);
            size = 2;
        } else if (length <= 0xFFFF) {
            bytes[1] = static_cast<char>(mask | 126);
            qToBigEndian(static_cast<quint16>(length), bytes.data() + 2);
            size = 4;
        } else {
            bytes[1] = static_cast<char>(mask | 127);
            qToBigEndian(static_cast<quint64>(length), bytes.data() + 2);
            size = 10;
        }
        size += masked ? 4 : 0;
    }
    [[nodiscard]] QByteArrayView view() const { return {bytes.data(), size}; }
};

class PcapNgWriter final : public Writer
{
public:
    explicit PcapNgWriter(Output &out) : m_out(out) { }

    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        pcapng::appendHead(m_out.buffer(),
            "Synthetic: TCP and the handshake are made up; messages were decrypted, inflated and joined by the client. "
            "Times are those of their last bytes.");
        for (const capture::CapturedConnection &each : connections)
            m_flows[each.id].peer = SyntheticPeer::of(each.url);
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        Flow &flow = m_flows[row.connection];
        if (flow.attempts.begins(row))
            open(flow, row);
        if (capture::isNote(row.kind))
            return note(flow, row);
        const bool fromClient = row.direction == capture::Direction::Out;
        if (row.kind == capture::Kind::Raw)
            return send(flow, row.wallNs, fromClient, {}, row.payload);
        const FrameHeader header(static_cast<quint8>(row.kind), row.payload.size(), fromClient);
        send(flow, row.wallNs, fromClient, header.view(), row.payload);
    }

private:
    struct Flow
    {
        SyntheticPeer peer{.url = {}, .host = "unknown", .target = "/", .port = 80};
        Attempts attempts;
        pcapng::Segment client{}, server{};
        QByteArray comment{}; //!< For its next packet.
        bool isOpen = false;
    };

    void open(Flow &flow, const capture::PassingRow &row)
    {
        constexpr int firstPort = 49152, ports = 16384;
        flow.client = {.from = clientAddress,
            .to = serverNetwork + row.connection.value,
            .fromPort = static_cast<quint16>(firstPort + m_opened++ % ports),
            .toPort = flow.peer.port,
            .seq = 1000,
            .ack = 0,
            .flags = pcapng::flagSyn};
        flow.server = {.from = flow.client.to,
            .to = flow.client.from,
            .fromPort = flow.client.toPort,
            .toPort = flow.client.fromPort,
            .seq = 5000,
            .ack = 1001,
            .flags = pcapng::flagSyn | pcapng::flagAck};
        flow.isOpen = true;
        QByteArray &to = m_out.buffer();
        pcapng::appendPacket(to, row.wallNs, flow.client, {}, {}, {});
        pcapng::appendPacket(to, row.wallNs, flow.server, {}, {}, {});
        flow.client.seq = 1001;
        flow.client.ack = flow.server.seq = 5001;
        flow.client.flags = flow.server.flags = pcapng::flagAck;
        pcapng::appendPacket(to, row.wallNs, flow.client, {}, {}, {});
        send(flow, row.wallNs, true, {}, requestHead(flow.peer));
        send(flow, row.wallNs, false, {}, responseHead());
    }
    // A packet without a payload carries it; before there are any it waits.
    void note(Flow &flow, const capture::PassingRow &row)
    {
        if (!flow.comment.isEmpty())
            flow.comment += '\n';
        flow.comment += row.payload.first(std::min(row.payload.size(), longestComment));
        flow.comment.truncate(longestComment);
        if (!flow.isOpen)
            return;
        pcapng::appendPacket(m_out.buffer(), row.wallNs, flow.client, {}, {}, flow.comment);
        flow.comment.clear();
        m_out.drain();
    }
    void send(Flow &flow, qint64 wallNs, bool fromClient, QByteArrayView front, QByteArrayView payload)
    {
        pcapng::Segment &from = fromClient ? flow.client : flow.server;
        pcapng::Segment &other = fromClient ? flow.server : flow.client;
        do {
            const QByteArrayView some
                = payload.first(std::min<qsizetype>(payload.size(), pcapng::mostInSegment - front.size()));
            from.flags = pcapng::flagAck | (some.size() == payload.size() ? pcapng::flagPush : 0);
            pcapng::appendPacket(m_out.buffer(), wallNs, from, front, some, flow.comment);
            from.seq += static_cast<quint32>(front.size() + some.size());
            from.flags = pcapng::flagAck;
            other.ack = from.seq;
            flow.comment.clear();
            front = {};
            payload = payload.sliced(some.size());
            m_out.drain();
        } while (!payload.isEmpty());
    }

    Output &m_out;
    std::map<base::ConnectionId, Flow> m_flows;
    quint64 m_opened = 0;
};

} // namespace

std::unique_ptr<Writer> pcapNg(Output &out, const WriterOptions &) { return std::make_unique<PcapNgWriter>(out); }

} // namespace exporters
