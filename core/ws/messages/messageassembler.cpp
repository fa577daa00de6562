// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/messages/messageassembler.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ws {
namespace {

constexpr qsizetype slack = 64; // Parsers read in place up to this far behind the end.
constexpr qsizetype viewLimit = 64 << 10; // One frame that came in pieces is shown from our buffer up to here.

} // namespace

void MessageAssembler::beginFrame(const FrameHeader &header, const WireFacts &facts)
{
    if (header.opcode != Opcode::Continuation) {
        m_open = true;
        m_opcode = header.opcode;
        m_compressed = header.compressed;
        m_facts = facts;
        m_announced = header.length;
        m_utf8.reset();
        m_bytes.resize(0);
        return;
    }
    m_facts.wireSize += facts.wireSize;
    m_facts.fragments += 1;
    m_announced += header.length;
}

// Twice what is there, but no more than the frames announced; what was only announced takes no memory.
void MessageAssembler::grow(qsizetype by)
{
    const qsizetype needed = m_bytes.size() + by + slack;
    if (needed <= m_bytes.capacity())
        return;
    const qsizetype announced = std::max<qsizetype>(needed, m_announced + slack);
    m_bytes.reserve(std::min(std::max(needed, 2 * m_bytes.capacity()), announced));
}

std::optional<ProtocolError> MessageAssembler::append(QByteArrayView piece)
{
    if (piece.isEmpty())
        return {};
    if (m_opcode == Opcode::Text && !m_utf8.feed(piece))
        return ProtocolError::InvalidUtf8;
    grow(piece.size());
    const qsizetype at = m_bytes.size();
    m_bytes.resize(at + piece.size());
    std::memcpy(m_bytes.data() + at, piece.data(), static_cast<std::size_t>(piece.size()));
    return {};
}

std::optional<ProtocolError> MessageAssembler::finish(EventSink &sink)
{
    if (m_opcode == Opcode::Text && !m_utf8.isComplete())
        return ProtocolError::InvalidUtf8;
    m_open = false;
    m_compressed = false;
    if (m_facts.fragments == 1 && m_bytes.size() <= viewLimit) {
        sink.messageReceived(m_opcode, m_bytes, m_facts);
        m_bytes.resize(0);
        return {};
    }
    grow(0);
    sink.assembledReceived(m_opcode, std::exchange(m_bytes, {}), m_facts);
    return {};
}

void MessageAssembler::clear()
{
    m_bytes = {};
    m_open = false;
    m_compressed = false;
}

} // namespace ws
