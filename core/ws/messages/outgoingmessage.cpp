// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/messages/outgoingmessage.h"

#include <array>

namespace ws {

bool OutgoingMessage::accepts(QByteArrayView chunk, bool isLast)
{
    if (m_opcode != Opcode::Text)
        return true;
    Utf8Validator next = m_utf8;
    if (!next.feed(chunk) || (isLast && !next.isComplete()))
        return false;
    m_utf8 = next;
    return true;
}

void OutgoingMessage::queued(const FrameHeader &header, base::Nanoseconds now)
{
    const qint64 before = m_facts.compressedSize;
    if (hasBegun())
        describeNext(header, m_facts);
    else
        describeFirst(header, now, m_facts);
    m_facts.lastByte = now;
    m_facts.compressedSize = before < 0 ? -1 : before + header.length;
}

void describeFirst(const FrameHeader &header, base::Nanoseconds now, WireFacts &facts)
{
    facts = {};
    facts.headerSize = static_cast<quint8>(writeHeader(header, reinterpret_cast<char *>(facts.header.data())));
    facts.wireSize = facts.headerSize + header.length;
    facts.masked = header.masked;
    facts.maskKey = header.maskKey;
    facts.firstByte = now;
    facts.lastByte = now;
}

void describeNext(const FrameHeader &header, WireFacts &facts)
{
    std::array<char, maxHeaderSize> bytes;
    facts.addFrame(bytes.data(), writeHeader(header, bytes.data()), header.length);
}

} // namespace ws
