// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/wireheaders.h"

#include "core/ws/framing/frameheader.h"

#include <algorithm>

namespace ws {

qsizetype headerSizeAt(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return bytes.size();
    const auto second = static_cast<quint8>(bytes[1]);
    const int length7 = second & 0x7F;
    const qsizetype size = 2 + (length7 == 127 ? 8 : length7 == 126 ? 2 : 0) + ((second & 0x80) != 0 ? 4 : 0);
    return std::min(size, bytes.size());
}

QList<QByteArray> headersOf(const WireFacts &facts)
{
    const auto firstSize = std::min<qsizetype>(facts.headerSize, static_cast<qsizetype>(facts.header.size()));
    if (firstSize == 0)
        return {};
    QList<QByteArray> headers{QByteArray(reinterpret_cast<const char *>(facts.header.data()), firstSize)};
    for (QByteArrayView rest = facts.laterHeaders; !rest.isEmpty();) {
        const qsizetype size = headerSizeAt(rest);
        headers.append(rest.first(size).toByteArray());
        rest = rest.sliced(size);
    }
    return headers;
}

QByteArray plainHeader(Opcode opcode, qint64 length)
{
    QByteArray bytes(maxHeaderSize, '\0');
    bytes.truncate(writeHeader({.length = length, .opcode = opcode, .fin = true}, bytes.data()));
    return bytes;
}

} // namespace ws
