// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflater.h"

#include <zlib.h>

#include <limits>

namespace ws {
namespace {

constexpr qsizetype tailSize = 4; // 00 00 FF FF, left out on the wire.
constexpr qsizetype flushSize = 16; // What a flush may add to zlib's bound.

} // namespace

Deflater::Deflater(int windowBits, bool forgets, const DeflateOptions &options)
    : m_stream(std::make_unique<z_stream>())
    , m_forgets(forgets)
    , m_options(options)
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

QByteArray Deflater::compress(QByteArrayView message)
{
    const auto bound = deflateBound(m_stream.get(), static_cast<uLong>(message.size())) + flushSize;
    if (message.size() > std::numeric_limits<int>::max() || bound > std::numeric_limits<uInt>::max())
        return {};
    QByteArray compressed(static_cast<qsizetype>(bound), Qt::Uninitialized);
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
    m_stream->avail_in = static_cast<uInt>(message.size());
    m_stream->next_out = reinterpret_cast<Bytef *>(compressed.data());
    m_stream->avail_out = static_cast<uInt>(bound);
    const int result = deflate(m_stream.get(), Z_SYNC_FLUSH);
    const qsizetype size = compressed.size() - static_cast<qsizetype>(m_stream->avail_out) - tailSize;
    if (result != Z_OK || m_stream->avail_in > 0 || m_stream->avail_out == 0 || size < 1) {
        // The peer's window no longer follows ours: nothing is compressed from here on.
        deflateEnd(m_stream.get());
        m_isReady = false;
        return {};
    }
    compressed.truncate(size);
    // Only without a shared window may the message be sent as it is after all.
    if (m_forgets) {
        deflateReset(m_stream.get());
        if (size >= message.size())
            return {};
    }
    return compressed;
}

} // namespace ws
