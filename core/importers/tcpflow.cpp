// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/tcpflow.h"

#include <QtEndian>

#include <algorithm>

namespace importers {
namespace {

constexpr int ethernet = 1, nullLoopback = 0, linuxCooked = 113, linuxCooked2 = 276;

quint16 bigHalf(QByteArrayView bytes, qsizetype at) { return qFromBigEndian<quint16>(bytes.data() + at); }

// The IP packet inside; empty for none.
QByteArrayView ipIn(int linkType, QByteArrayView packet)
{
    constexpr quint16 ip4 = 0x0800, ip6 = 0x86DD, vlan = 0x8100, outerVlan = 0x88A8;
    qsizetype typeAt = -1, size = 0;
    switch (linkType) {
    case ethernet: typeAt = 12, size = 14; break;
    case linuxCooked: typeAt = 14, size = 16; break;
    case linuxCooked2: typeAt = 0, size = 20; break;
    case nullLoopback: size = 4; break;
    case 12:
    case 14:
    case 101:
    case 228:
    case 229: break;
    default: return {};
    }
    while (linkType == ethernet && size <= 22 && packet.size() >= size
        && (bigHalf(packet, typeAt) == vlan || bigHalf(packet, typeAt) == outerVlan)) {
        typeAt += 4;
        size += 4;
    }
    if (packet.size() < size || (typeAt >= 0 && bigHalf(packet, typeAt) != ip4 && bigHalf(packet, typeAt) != ip6))
        return {};
    return packet.sliced(size);
}

constexpr quint8 tcp = 6;

// What stands behind the headers of IP and is TCP; addresses go to \a segment.
QByteArrayView tcpIn4(QByteArrayView ip, TcpSegment &segment)
{
    const qsizetype headSize = (ip[0] & 0x0F) * 4;
    if (ip.size() < 20 || headSize < 20 || ip.size() < headSize || static_cast<quint8>(ip[9]) != tcp
        || (bigHalf(ip, 6) & 0x3FFF) != 0) // A part of a packet.
        return {};
    segment.from = ip.sliced(12, 4).toByteArray();
    segment.to = ip.sliced(16, 4).toByteArray();
    const qsizetype length = bigHalf(ip, 2); // 0 where the network card cuts packets.
    const qsizetype end = length == 0 ? ip.size() : std::min<qsizetype>(length, ip.size());
    return end < headSize ? QByteArrayView() : ip.sliced(headSize, end - headSize);
}

QByteArrayView tcpIn6(QByteArrayView ip, TcpSegment &segment)
{
    constexpr qsizetype headSize = 40;
    if (ip.size() < headSize)
        return {};
    segment.from = ip.sliced(8, 16).toByteArray();
    segment.to = ip.sliced(24, 16).toByteArray();
    const qsizetype length = bigHalf(ip, 4);
    QByteArrayView rest = ip.sliced(headSize);
    if (length > 0)
        rest = rest.first(std::min(length, rest.size()));
    auto next = static_cast<quint8>(ip[6]);
    constexpr int mostExtensions = 8;
    for (int i = 0; i < mostExtensions && (next == 0 || next == 43 || next == 60); ++i) {
        const qsizetype size = rest.size() < 2 ? 0 : (static_cast<quint8>(rest[1]) + 1) * 8;
        if (size == 0 || rest.size() < size)
            return {};
        next = static_cast<quint8>(rest[0]);
        rest = rest.sliced(size);
    }
    return next == tcp ? rest : QByteArrayView();
}

} // namespace

std::optional<TcpSegment> TcpSegment::in(int linkType, QByteArrayView packet)
{
    const QByteArrayView ip = ipIn(linkType, packet);
    if (ip.isEmpty())
        return {};
    TcpSegment segment;
    const int version = static_cast<quint8>(ip[0]) >> 4;
    const QByteArrayView head = version == 4 ? tcpIn4(ip, segment)
        : version == 6                       ? tcpIn6(ip, segment)
                                             : QByteArrayView();
    if (head.size() < 20)
        return {};
    const qsizetype headSize = (static_cast<quint8>(head[12]) >> 4) * 4;
    if (headSize < 20 || head.size() < headSize)
        return {};
    segment.from += head.first(2);
    segment.to += head.sliced(2, 2);
    segment.seq = qFromBigEndian<quint32>(head.data() + 4);
    const auto flags = static_cast<quint8>(head[13]);
    segment.isFin = (flags & 0x01) != 0;
    segment.isSyn = (flags & 0x02) != 0;
    segment.isReset = (flags & 0x04) != 0;
    segment.payload = head.sliced(headSize);
    return segment;
}

void TcpFlow::receive(const TcpSegment &segment)
{
    if (m_isLost)
        return;
    const quint32 seq = segment.seq + (segment.isSyn ? 1 : 0);
    if (!m_next)
        m_next = seq;
    if (!segment.payload.isEmpty())
        receive(seq, segment.payload);
    // What waited and is next now; numbers go round, so distances are compared.
    while (!m_waiting.empty()) {
        const auto first = m_waiting.begin();
        const quint32 at = m_base + first->first;
        if (static_cast<qint32>(at - *m_next) > 0)
            break;
        const QByteArray bytes = std::move(first->second);
        m_waitingBytes -= bytes.size();
        m_waiting.erase(first);
        receive(at, bytes);
    }
}

void TcpFlow::receive(quint32 seq, QByteArrayView payload)
{
    const auto ahead = static_cast<qint32>(seq - *m_next);
    if (ahead > 0) {
        if (m_waiting.empty())
            m_base = *m_next;
        m_waitingBytes += payload.size();
        m_isLost = m_waitingBytes > mostWaiting;
        QByteArray &kept = m_waiting[seq - m_base];
        m_waitingBytes -= std::min(kept.size(), payload.size());
        if (payload.size() > kept.size())
            kept = payload.toByteArray();
        return;
    }
    const qsizetype known = -static_cast<qint64>(ahead);
    if (known >= payload.size())
        return; // All of it came before.
    m_ready += payload.sliced(known);
    *m_next += static_cast<quint32>(payload.size() - known);
}

} // namespace importers
