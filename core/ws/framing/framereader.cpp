// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/framing/framereader.h"

#include "core/ws/framing/masking.h"

#include <algorithm>
#include <cstring>

namespace ws {
namespace {

// Most headers have two bytes: a copy of fixed size needs no call.
void copyHeader(quint8 *to, const void *from, std::size_t size)
{
    std::memcpy(to, from, 2);
    if (size > 2) // Speed only.
        std::memcpy(to + 2, static_cast<const char *>(from) + 2, size - 2);
}

} // namespace

HeaderState FrameReader::readHeader(
    std::span<char> &bytes, const HeaderRules &rules, base::Nanoseconds now, ProtocolError &error)
{
    const auto available = static_cast<qsizetype>(bytes.size());
    if (m_fill == 0) {
        m_firstByte = now;
        const HeaderState state = ws::readHeader(bytes.data(), available, rules, m_header, error);
        if (state == HeaderState::Complete) {
            copyHeader(m_bytes.data(), bytes.data(), m_header.size);
            m_left = m_header.length;
            bytes = bytes.subspan(m_header.size);
            return state;
        }
        if (state == HeaderState::Broken)
            return state;
    }
    // An unfinished header is shorter than the longest one, so all that came belongs to it or completes it.
    const qsizetype taken = std::min(maxHeaderSize - m_fill, available);
    std::memcpy(m_bytes.data() + m_fill, bytes.data(), static_cast<std::size_t>(taken));
    const HeaderState state
        = ws::readHeader(reinterpret_cast<const char *>(m_bytes.data()), m_fill + taken, rules, m_header, error);
    if (state == HeaderState::Incomplete) {
        m_fill += taken;
        bytes = {};
    } else if (state == HeaderState::Complete) {
        bytes = bytes.subspan(static_cast<std::size_t>(m_header.size - m_fill));
        m_left = m_header.length;
        m_fill = 0;
    }
    return state;
}

std::span<char> FrameReader::takePayload(std::span<char> &bytes)
{
    const auto size = static_cast<std::size_t>(std::min<qint64>(m_left, static_cast<qint64>(bytes.size())));
    const std::span<char> piece = bytes.first(size);
    if (m_header.masked && size > 0)
        applyMask(piece.data(), static_cast<qsizetype>(size), m_header.maskKey, m_header.length - m_left);
    m_left -= static_cast<qint64>(size);
    bytes = bytes.subspan(size);
    return piece;
}

void FrameReader::describe(WireFacts &facts) const
{
    facts.wireSize = m_header.size + m_header.length;
    copyHeader(facts.header.data(), m_bytes.data(), m_header.size);
    facts.headerSize = m_header.size;
    facts.masked = m_header.masked;
    facts.maskKey = m_header.maskKey;
    facts.firstByte = m_firstByte;
}

} // namespace ws
