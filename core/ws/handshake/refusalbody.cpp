// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/refusalbody.h"

#include "core/ws/handshake/grammar.h"

#include <algorithm>
#include <limits>

namespace ws {
namespace {

constexpr qsizetype maxBody = 64 << 10;
constexpr qsizetype maxSizeLine = 256; // A chunk's size with its extensions.

} // namespace

RefusalBody::RefusalBody(int status, const QList<HeaderField> &fields)
{
    const FoundField encoding = findField(fields, "Transfer-Encoding");
    const FoundField length = findField(fields, "Content-Length");
    m_chunked = encoding.count == 1 && equalsIgnoringCase(encoding.value, "chunked");
    if (status == 204 || status == 304 || status == 101) {
        m_chunked = false;
        m_left = 0;
    } else if (encoding.count == 0) {
        bool isNumber = false;
        const quint64 value = length.value.toULongLong(&isNumber);
        // A length nobody can mean is as good as none: the bound or the connection's end decides.
        if (isNumber && value <= quint64(std::numeric_limits<qint64>::max()))
            m_left = static_cast<qint64>(value);
    }
}

void RefusalBody::keep(QByteArrayView bytes)
{
    m_bytes.append(bytes.first(std::min(bytes.size(), maxBody - m_bytes.size())));
}

bool RefusalBody::receive(QByteArrayView bytes)
{
    if (m_chunked)
        return takeChunked(bytes) || m_bytes.size() == maxBody;
    if (m_left >= 0) {
        bytes = bytes.first(std::min<qint64>(bytes.size(), m_left));
        m_left -= bytes.size();
    }
    keep(bytes);
    return m_left == 0 || m_bytes.size() == maxBody;
}

bool RefusalBody::takeChunked(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_state == Chunk::Payload) {
            const qsizetype size = static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_left));
            keep(bytes.first(size));
            bytes = bytes.sliced(size);
            m_left -= size;
            if (m_left == 0)
                m_state = Chunk::End;
            continue;
        }
        const char byte = bytes.front();
        bytes = bytes.sliced(1);
        if (m_state == Chunk::End) {
            if (byte == '\n')
                m_state = Chunk::Size;
        } else if (takeSizeByte(byte)) {
            return true;
        }
    }
    return false;
}

// True when the body ends here: the last chunk came, or what came is no chunk.
bool RefusalBody::takeSizeByte(char byte)
{
    if (byte != '\n') {
        m_sizeLine += byte;
        return m_sizeLine.size() > maxSizeLine;
    }
    const qsizetype end = m_sizeLine.indexOf(';');
    bool isNumber = false;
    m_left = (end < 0 ? m_sizeLine : m_sizeLine.first(end)).trimmed().toLongLong(&isNumber, 16);
    m_sizeLine.clear();
    m_state = Chunk::Payload;
    return !isNumber || m_left <= 0;
}

} // namespace ws
