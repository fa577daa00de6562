// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/messages/messageassembler.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ws {
namespace {

constexpr qsizetype ordinaryMessage = 2 << 20; // Capacity only.
constexpr qsizetype slack = 64; // Parsers read in place up to this far behind the end. Capacity only.
constexpr qsizetype viewLimit
    = 64 << 10; // One frame that came in pieces is shown from our buffer up to here: speed only.

} // namespace

void MessageAssembler::beginFrame(const FrameReader &reader)
{
    const FrameHeader &header = reader.header();
    m_isLastFrame = header.fin; // Without it a message is copied more often: speed only.
    if (header.opcode != Opcode::Continuation) {
        m_open = true;
        m_opcode = header.opcode;
        m_compressed = header.compressed;
        // In place: at 83 compressed bytes building and copying them was a tenth of what inflating costs.
        m_facts.header = {};
        reader.describe(m_facts);
        m_facts.fragments = 1;
        m_facts.compressedSize = header.compressed ? 0 : -1;
        if (!m_facts.laterHeaders.isEmpty())
            m_facts.laterHeaders = {};
        m_announced = header.length;
        m_utf8.reset();
        m_bytes.resize(0);
        return;
    }
    WireFacts facts;
    reader.describe(facts);
    m_facts.addFrame(reinterpret_cast<const char *>(facts.header.data()), header.size, header.length);
    m_announced += header.length;
}

// Twice what is there, but no more than \a bound; what was only announced takes no memory, but for what is announced of
// a message of ordinary size, which would otherwise be copied at each step.
void MessageAssembler::grow(qsizetype by, qsizetype bound)
{
    const qsizetype needed = m_bytes.size() + by + slack;
    const qsizetype ordinary = std::min<qsizetype>(m_announced, ordinaryMessage) + slack;
    if (needed > m_bytes.capacity())
        m_bytes.reserve(
            std::min(std::max({needed, 2 * m_bytes.capacity(), ordinary}), std::max(needed, bound + slack)));
}

std::optional<ProtocolError> MessageAssembler::append(QByteArrayView piece)
{
    if (piece.isEmpty())
        return {};
    if (!m_compressed)
        return keep(piece);
    m_facts.compressedSize += piece.size();
    if (!m_inflater)
        m_inflater = std::make_unique<Inflater>(m_windowBits, m_forgets);
    const bool isWhole = m_isLastFrame && m_facts.fragments == 1 && piece.size() == m_announced;
    if (isWhole && piece.size() <= Inflater::wholeLimit)
        m_inflater->setWhole(piece);
    else
        m_inflater->setInput(piece);
    return inflate(piece.size());
}

std::span<char> MessageAssembler::roomFor(qsizetype size)
{
    // The end is known in the last frame only; exact steps before it would copy the message once for each fragment.
    grow(size, m_isLastFrame ? m_announced : m_limits.message.bytes);
    return {m_bytes.data() + m_bytes.size(), static_cast<std::size_t>(size)};
}

std::optional<ProtocolError> MessageAssembler::keep(QByteArrayView piece)
{
    if (m_opcode == Opcode::Text && !m_utf8.feed(piece))
        return ProtocolError::InvalidUtf8;
    const std::span<char> room = roomFor(piece.size());
    m_bytes.resize(m_bytes.size() + piece.size());
    if (room.data() != piece.data())
        std::memcpy(room.data(), piece.data(), room.size());
    return {};
}

// C22: in steps of at most 64 KiB, each judged before the next; one byte over the limit is the last one inflated.
std::optional<ProtocolError> MessageAssembler::inflate(qsizetype pieceSize)
{
    const qsizetype step = std::clamp<qsizetype>(8 * pieceSize, 2 << 10, 64 << 10); // Capacity only.
    Inflater::Step state = Inflater::Step::More;
    while (state == Inflater::Step::More) {
        const qsizetype begin = m_bytes.size();
        const auto size = static_cast<qsizetype>(std::min<qint64>(step, room() + 1));
        grow(size, m_limits.message.bytes);
        qsizetype produced = 0;
        state = m_inflater->next({m_bytes.data() + begin, static_cast<std::size_t>(size)}, produced);
        m_bytes.resize(begin + produced);
        // Octet by octet: what came out is judged before what did not, so that no cut of the input changes the verdict.
        const qsizetype allowed = produced - (room() < 0 ? 1 : 0);
        if (m_opcode == Opcode::Text && !m_utf8.feed(QByteArrayView(m_bytes).sliced(begin, allowed)))
            return ProtocolError::InvalidUtf8;
        if (room() < 0)
            return ProtocolError::MessageTooBig;
        if (state == Inflater::Step::Broken)
            return ProtocolError::InvalidDeflate;
    }
    return {};
}

std::optional<ProtocolError> MessageAssembler::finishInflating()
{
    if (!m_inflater)
        return {}; // Not one byte came: an empty message.
    if (m_inflater->setTail()) {
        if (const auto error = inflate(0))
            return error;
    }
    return m_inflater->endMessage() ? std::nullopt : std::optional(ProtocolError::InvalidDeflate);
}

std::optional<ProtocolError> MessageAssembler::finish(base::Nanoseconds now, EventSink &sink)
{
    m_facts.lastByte = now;
    if (m_compressed) {
        if (const auto error = finishInflating())
            return error;
    }
    if (m_opcode == Opcode::Text && !m_utf8.isComplete())
        return ProtocolError::InvalidUtf8;
    m_open = false;
    if (m_facts.fragments == 1 && m_bytes.size() <= viewLimit) {
        sink.messageReceived(m_opcode, m_bytes, m_facts);
        return {};
    }
    grow(0, m_bytes.size()); // Capacity only.
    sink.assembledReceived(m_opcode, std::exchange(m_bytes, {}), m_facts);
    return {};
}

void MessageAssembler::clear()
{
    m_bytes = {}; // Capacity only.
    m_inflater.reset();
}

} // namespace ws
