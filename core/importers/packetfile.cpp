// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/packetfile.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace importers {
namespace {

constexpr quint32 sectionBlock = 0x0A0D'0D0A, interfaceBlock = 1, oldPacketBlock = 2, simpleBlock = 3, packetBlock = 6;
constexpr quint32 byteOrder = 0x1A2B'3C4D;
constexpr quint32 classicMicro = 0xA1B2'C3D4, classicNano = 0xA1B2'3C4D;

// Ticks of 10^-n or 2^-n seconds, as pcapng's if_tsresol says.
qint64 nanoseconds(quint64 ticks, quint8 resolution)
{
    const int n = resolution & 0x7F;
    constexpr auto most = static_cast<unsigned __int128>(std::numeric_limits<qint64>::max());
    unsigned __int128 ns = static_cast<unsigned __int128>(ticks) * 1'000'000'000U;
    if ((resolution & 0x80) != 0) {
        ns = n < 64 ? ns >> n : 0;
    } else {
        for (int i = 0; i < n && ns > 0; ++i)
            ns /= 10;
    }
    return static_cast<qint64>(std::min(ns, most));
}

} // namespace

bool PacketFile::accepts(QByteArrayView head)
{
    if (head.size() < 12)
        return false;
    const auto little = qFromLittleEndian<quint32>(head.data());
    const auto big = qFromBigEndian<quint32>(head.data());
    return little == sectionBlock || little == classicMicro || little == classicNano || big == classicMicro
        || big == classicNano;
}

std::optional<Packet> PacketFile::broken()
{
    m_isBroken = true;
    return {};
}

quint32 PacketFile::word(QByteArrayView bytes, qsizetype at) const
{
    return m_isBig ? qFromBigEndian<quint32>(bytes.data() + at) : qFromLittleEndian<quint32>(bytes.data() + at);
}
quint16 PacketFile::half(QByteArrayView bytes, qsizetype at) const
{
    return m_isBig ? qFromBigEndian<quint16>(bytes.data() + at) : qFromLittleEndian<quint16>(bytes.data() + at);
}

bool PacketFile::begin()
{
    m_hasBegun = true;
    const QByteArrayView head = m_input.need(24);
    if (!accepts(head))
        return false;
    m_isClassic = qFromLittleEndian<quint32>(head.data()) != sectionBlock;
    if (!m_isClassic)
        return true;
    if (head.size() < 24)
        return false;
    const auto big = qFromBigEndian<quint32>(head.data());
    m_isBig = big == classicMicro || big == classicNano;
    const bool isNano = word(head, 0) == classicNano;
    m_interfaces = {{.linkType = static_cast<int>(word(head, 20) & 0xFFFF), .resolution = quint8(isNano ? 9 : 6)}};
    m_input.take(24);
    return true;
}

std::optional<Packet> PacketFile::next()
{
    if (m_isBroken || (!m_hasBegun && !begin()))
        return broken();
    m_input.take(m_taken);
    m_taken = 0;
    return m_isClassic ? nextRecord() : nextBlock();
}

std::optional<Packet> PacketFile::nextRecord()
{
    constexpr qsizetype headSize = 16;
    QByteArrayView there = m_input.need(headSize);
    if (there.isEmpty())
        return {};
    const quint32 size = there.size() < headSize ? 0 : word(there, 8);
    if (there.size() < headSize || size > mostBlock)
        return broken();
    there = m_input.need(headSize + size);
    if (there.size() < headSize + qsizetype(size))
        return {}; // Cut off in the middle, as by a program that was killed.
    const quint64 perSecond = m_interfaces[0].resolution == 9 ? 1'000'000'000 : 1'000'000;
    const quint64 ticks = quint64(word(there, 0)) * perSecond + word(there, 4);
    m_taken = headSize + size;
    return Packet{.linkType = m_interfaces[0].linkType,
        .wallNs = nanoseconds(ticks, m_interfaces[0].resolution),
        .bytes = there.sliced(headSize, size)};
}

// A section has its own byte order and its own interfaces.
bool PacketFile::section(QByteArrayView head)
{
    if (qFromLittleEndian<quint32>(head.data() + 8) == byteOrder)
        m_isBig = false;
    else if (qFromBigEndian<quint32>(head.data() + 8) == byteOrder)
        m_isBig = true;
    else
        return false;
    m_interfaces.clear();
    return true;
}

std::optional<Packet> PacketFile::nextBlock()
{
    for (;;) {
        QByteArrayView there = m_input.need(12);
        if (there.isEmpty())
            return {};
        if (there.size() < 12)
            return {};
        if (qFromLittleEndian<quint32>(there.data()) == sectionBlock && !section(there))
            return broken();
        const quint32 type = word(there, 0);
        const quint32 size = word(there, 4);
        if (size < 12 || size % 4 != 0 || size > mostBlock)
            return broken();
        there = m_input.need(size);
        if (there.size() < qsizetype(size))
            return {};
        const QByteArrayView body = there.sliced(8, size - 12);
        if (type == interfaceBlock)
            interface(body);
        if (type == packetBlock || type == simpleBlock || type == oldPacketBlock) {
            m_taken = size;
            if (auto found = packet(type, body))
                return found;
            m_taken = 0;
        }
        m_input.take(size);
    }
}

void PacketFile::interface(QByteArrayView body)
{
    if (body.size() < 8 || m_interfaces.size() >= mostInterfaces)
        return;
    Interface found{.linkType = half(body, 0)};
    for (qsizetype at = 8; at + 4 <= body.size();) {
        const quint16 code = half(body, at);
        const qsizetype size = half(body, at + 2);
        if (code == 0 || at + 4 + size > body.size())
            break;
        if (code == 9 && size == 1)
            found.resolution = static_cast<quint8>(body[at + 4]);
        at += 4 + (size + 3) / 4 * 4;
    }
    m_interfaces.push_back(found);
}

std::optional<Packet> PacketFile::packet(quint32 type, QByteArrayView body)
{
    const qsizetype headSize = type == simpleBlock ? 4 : 20;
    if (body.size() < headSize)
        return {};
    const std::size_t index = type == packetBlock ? word(body, 0) : type == oldPacketBlock ? half(body, 0) : 0;
    if (index >= m_interfaces.size())
        return {};
    const Interface &from = m_interfaces[index];
    if (type == simpleBlock)
        return Packet{.linkType = from.linkType, .wallNs = 0, .bytes = body.sliced(4)};
    const qsizetype size = std::min<qsizetype>(word(body, 12), body.size() - headSize);
    const quint64 ticks = quint64(word(body, 4)) << 32 | word(body, 8);
    return Packet{
        .linkType = from.linkType, .wallNs = nanoseconds(ticks, from.resolution), .bytes = body.sliced(headSize, size)};
}

} // namespace importers
