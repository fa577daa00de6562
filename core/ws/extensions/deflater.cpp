// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflater.h"

#include <zlib.h>

#include <limits>

namespace ws {
namespace {

constexpr qsizetype tailSize = 4; // Left out on the wire, at the end of a message.
constexpr const char *flushTail = "\x00\x00\xFF\xFF";
constexpr qsizetype flushSize = 16; // What a flush may add to zlib's bound. Capacity only.

} // namespace

Deflater::Deflater(int windowBits, bool forgets, const DeflateOptions &options)
    : m_stream(std::make_unique<z_stream>())
    , m_forgets(forgets)
{
    if (windowBits > 8)
        m_isReady = deflateInit2(
                        m_stream.get(), options.level, Z_DEFLATED, -windowBits, options.memoryLevel, Z_DEFAULT_STRATEGY)
            == Z_OK;
}

Deflater::~Deflater()
{
    if (m_isReady)
        deflateEnd(m_stream.get());
}

// All of \a bytes compressed up to a flush, without its tail; empty when zlib failed.
QByteArray Deflater::flushed(QByteArrayView bytes)
{
    const auto bound = deflateBound(m_stream.get(), static_cast<uLong>(bytes.size())) + flushSize;
    if (bytes.size() > std::numeric_limits<int>::max() || bound > std::numeric_limits<uInt>::max())
        return {};
    QByteArray compressed(static_cast<qsizetype>(bound), Qt::Uninitialized);
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    m_stream->avail_in = static_cast<uInt>(bytes.size());
    m_stream->next_out = reinterpret_cast<Bytef *>(compressed.data());
    m_stream->avail_out = static_cast<uInt>(bound);
    const int result = deflate(m_stream.get(), Z_SYNC_FLUSH);
    const qsizetype size = compressed.size() - static_cast<qsizetype>(m_stream->avail_out) - tailSize;
    if (result != Z_OK || m_stream->avail_out == 0 || size < 1) {
        // The peer's window no longer follows ours: nothing is compressed from here on.
        deflateEnd(m_stream.get());
        m_isReady = false;
        return {};
    }
    compressed.truncate(size);
    return compressed;
}

QByteArray Deflater::compress(QByteArrayView message)
{
    QByteArray compressed = flushed(message);
    // Only without a shared window may the message be sent as it is after all.
    if (m_forgets && !compressed.isEmpty()) {
        deflateReset(m_stream.get());
        if (compressed.size() >= message.size())
            return {};
    }
    return compressed;
}

// RFC 7692 §7.2.1: the tail stays inside the message and is left out at its end only, so each part keeps its own back
// until the next one comes.
QByteArray Deflater::compressPart(QByteArrayView part, bool isLast)
{
    QByteArray bytes;
    if (!part.isEmpty()) {
        if (m_tailWaits)
            bytes.append(flushTail, tailSize);
        bytes += flushed(part);
        m_tailWaits = true;
    }
    if (isLast) {
        m_tailWaits = false;
        if (m_forgets)
            forget();
    }
    return bytes;
}

void Deflater::forget()
{
    if (m_isReady)
        deflateReset(m_stream.get());
}

} // namespace ws
