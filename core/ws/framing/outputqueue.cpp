// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/framing/outputqueue.h"

#include "core/ws/framing/masking.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace ws {
namespace {

constexpr qsizetype queueBlock = 64 << 10; // Capacity only.

void appendFrame(QByteArray &block, const FrameHeader &header, QByteArrayView payload)
{
    std::array<char, maxHeaderSize> head;
    const qsizetype headSize = writeHeader(header, head.data());
    const qsizetype at = block.size();
    block.resize(at + headSize + payload.size());
    char *to = block.data() + at;
    std::memcpy(to, head.data(), static_cast<std::size_t>(headSize));
    if (payload.isEmpty())
        return;
    if (header.masked)
        copyMasked(to + headSize, payload.data(), payload.size(), header.maskKey);
    else
        std::memcpy(to + headSize, payload.data(), static_cast<std::size_t>(payload.size()));
}

// The size of the frame that we wrote at \a bytes; our own headers are always whole and minimal.
qsizetype frameSize(const char *bytes)
{
    const auto second = static_cast<quint8>(bytes[1]);
    const qsizetype mask = (second & 0x80) ? 4 : 0;
    const qsizetype length7 = second & 0x7F;
    if (length7 < 126)
        return 2 + mask + length7;
    if (length7 == 126)
        return 4 + mask + qFromBigEndian<quint16>(bytes + 2);
    return 10 + mask + static_cast<qsizetype>(qFromBigEndian<quint64>(bytes + 2));
}

} // namespace

void OutputQueue::append(const FrameHeader &header, QByteArrayView payload)
{
    const qsizetype size = maxHeaderSize + payload.size();
    const bool isFull = m_blocks.empty() || m_blocks.back().isRaw
        || (!m_blocks.back().bytes.isEmpty() && m_blocks.back().bytes.size() + size > queueBlock); // Capacity only.
    if (isFull) {
        m_blocks.emplace_back();
        m_blocks.back().bytes.reserve(
            std::max(size, m_blocks.size() > 1 ? queueBlock : qsizetype(1024))); // Capacity only.
    }
    QByteArray &block = m_blocks.back().bytes;
    const qsizetype before = block.size();
    appendFrame(block, header, payload);
    m_pending += block.size() - before;
}

void OutputQueue::appendRaw(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (!m_blocks.empty() && m_blocks.back().bytes.isEmpty())
        m_blocks.pop_back(); // The one kept for the next message: it must not stand in front.
    m_blocks.push_back({.bytes = bytes, .isRaw = true});
    m_pending += bytes.size();
}

void OutputQueue::appendUrgent(const FrameHeader &header, QByteArrayView payload)
{
    const qsizetype before = m_urgent.size();
    appendFrame(m_urgent, header, payload);
    m_pending += m_urgent.size() - before;
}

void OutputQueue::appendPong(const FrameHeader &header, QByteArrayView payload)
{
    m_lastPong = m_pongs.size();
    ++m_pongCount;
    replacePong(header, payload); // Nothing stands in the new one's place yet.
}

void OutputQueue::replacePong(const FrameHeader &header, QByteArrayView payload)
{
    m_pending -= m_pongs.size() - m_lastPong;
    m_pongs.resize(m_lastPong);
    appendFrame(m_pongs, header, payload);
    m_pending += m_pongs.size() - m_lastPong;
}

void OutputQueue::dropWaiting()
{
    if (m_position > 0) {
        m_blocks.front().bytes.resize(currentFrameEnd());
        m_blocks.resize(1);
    } else {
        m_blocks.clear();
    }
    m_urgent.clear();
    m_pongs.clear();
    m_pongCount = 0;
    m_pending
        = (m_begun.size() - m_begunPosition) + (m_blocks.empty() ? 0 : m_blocks.front().bytes.size() - m_position);
}

// Where the data frame ends of which the last written byte is a part; m_position itself when that one is whole.
qsizetype OutputQueue::currentFrameEnd()
{
    if (m_blocks.empty())
        return 0;
    const QByteArray &block = m_blocks.front().bytes;
    if (m_blocks.front().isRaw)
        return m_position > 0 ? block.size() : 0;
    while (m_border < m_position) {
        const qsizetype end = m_border + frameSize(block.constData() + m_border);
        if (end > m_position)
            return end;
        m_border = end;
    }
    return m_position;
}

void OutputQueue::takeUrgent()
{
    m_begun.resize(0);
    m_begunPosition = 0;
    m_begun.append(m_pongs).append(m_urgent);
    m_pongs.resize(0);
    m_pongCount = 0;
    m_urgent.resize(0);
}

QByteArrayView OutputQueue::output(qsizetype room)
{
    if (room <= 0 || m_pending == 0)
        return {};
    if (m_begunPosition == m_begun.size() && hasUrgent()) {
        const qsizetype end = currentFrameEnd();
        if (end > m_position)
            return QByteArrayView(m_blocks.front().bytes).sliced(m_position, std::min(room, end - m_position));
        takeUrgent();
    }
    if (m_begunPosition < m_begun.size())
        return QByteArrayView(m_begun).sliced(m_begunPosition, std::min(room, m_begun.size() - m_begunPosition));
    const QByteArrayView rest = QByteArrayView(m_blocks.front().bytes).sliced(m_position);
    return rest.first(std::min(room, rest.size()));
}

void OutputQueue::consumed(qsizetype written)
{
    m_pending -= written;
    if (m_begunPosition < m_begun.size()) {
        m_begunPosition += written;
        return;
    }
    if (m_blocks.empty())
        return;
    m_position += written;
    const Block &first = m_blocks.front();
    if (m_position < first.bytes.size())
        return;
    m_position = 0;
    m_border = 0;
    // The last block is kept for the next message, unless it is big.
    if (m_blocks.size() > 1 || first.isRaw || first.bytes.capacity() > queueBlock)
        m_blocks.pop_front();
    else
        m_blocks.front().bytes.resize(0);
}

} // namespace ws
