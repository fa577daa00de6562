// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/inflater.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace ws {
namespace {

constexpr std::array<Bytef, 4> tail{0x00, 0x00, 0xFF, 0xFF};
constexpr int atBlockBorder = 128; // Of z_stream::data_type; the low six bits count bits not yet used.
constexpr int unusedBits = 63;

} // namespace

Inflater::Inflater(int windowBits, bool forgets) : m_stream(std::make_unique<z_stream>()), m_forgets(forgets)
{
    m_isReady = inflateInit2(m_stream.get(), -windowBits) == Z_OK;
}

Inflater::~Inflater()
{
    if (m_isReady)
        inflateEnd(m_stream.get());
}

void Inflater::setInput(QByteArrayView piece)
{
    m_hasInput = m_hasInput || !piece.isEmpty();
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
    m_stream->avail_in = static_cast<uInt>(piece.size());
}

// A short message is a few hundred nanoseconds of inflating, and every call of inflate() a part of them: copying some
// bytes to stand in front of the tail costs less than a call for the tail alone.
void Inflater::setWhole(QByteArrayView message)
{
    std::copy(tail.begin(), tail.end(), std::copy(message.begin(), message.end(), m_whole.begin()));
    setInput({m_whole.data(), message.size() + static_cast<qsizetype>(tail.size())});
    m_hasTail = true;
}

bool Inflater::setTail()
{
    if (!m_hasInput || m_ended || m_hasTail)
        return false;
    m_stream->next_in = const_cast<Bytef *>(tail.data());
    m_stream->avail_in = tail.size();
    return true;
}

// §7.2.3.4: a final block ends the stream for zlib, not for the message; the window stays.
bool Inflater::goOnBehindFinalBlock()
{
    std::array<Bytef, 32 << 10> window; // Capacity only.
    uInt size = 0;
    return inflateGetDictionary(m_stream.get(), window.data(), &size) == Z_OK && inflateReset(m_stream.get()) == Z_OK
        && (size == 0 || inflateSetDictionary(m_stream.get(), window.data(), size) == Z_OK);
}

Inflater::Step Inflater::next(std::span<char> room, qsizetype &produced)
{
    produced = 0;
    if (!m_isReady || room.empty())
        return Step::Broken;
    if (m_ended && m_stream->avail_in == 0)
        return Step::Done;
    if (m_ended && !goOnBehindFinalBlock())
        return Step::Broken;
    m_stream->next_out = reinterpret_cast<Bytef *>(room.data());
    m_stream->avail_out = static_cast<uInt>(room.size());
    const int result = inflate(m_stream.get(), Z_SYNC_FLUSH);
    produced = static_cast<qsizetype>(room.size() - m_stream->avail_out);
    m_ended = result == Z_STREAM_END;
    if (m_ended && m_hasTail && m_stream->avail_in == tail.size())
        m_stream->avail_in = 0; // A message that ends with a final block needs no tail.
    if (m_ended)
        return m_stream->avail_in > 0 ? Step::More : Step::Done;
    // Z_BUF_ERROR only says that there was nothing to do.
    if (result != Z_OK && result != Z_BUF_ERROR)
        return Step::Broken;
    // Full, and at a border with nothing left to read: there is no more, and asking would forget the border.
    if (m_stream->avail_in == 0 && isAtBorder())
        return Step::Done;
    return m_stream->avail_out == 0 ? Step::More : Step::Done;
}

bool Inflater::isAtBorder() const { return (m_stream->data_type & (atBlockBorder | unusedBits)) == atBlockBorder; }

bool Inflater::endMessage()
{
    const bool isWhole = m_ended || !m_hasInput || isAtBorder();
    m_hasInput = false;
    m_hasTail = false;
    if (!m_forgets)
        return isWhole; // Behind a final block next() goes on by itself.
    m_ended = false;
    return isWhole && inflateReset(m_stream.get()) == Z_OK;
}

} // namespace ws
