// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/unwrapper.h"

#include <zlib.h>

#include <algorithm>

namespace decoders {

namespace {

constexpr int gzipBits = 15 + 16;
constexpr int zlibBits = 15;
constexpr int rawBits = -15;
constexpr int mostGuesses = 16;
constexpr qsizetype slack = 64;
constexpr qsizetype keptCapacity = qsizetype(1) << 20; // What one large message needed is not kept.

bool looksLikeGzip(QByteArrayView bytes) { return bytes.startsWith("\x1f\x8b\x08"); }

// RFC 1950, section 2.2: method 8, a window of at most 32 KiB, and the check bits.
bool looksLikeZlib(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return false;
    const auto first = static_cast<quint8>(bytes[0]);
    const auto second = static_cast<quint8>(bytes[1]);
    return (first & 0x0F) == 8 && (first >> 4) <= 7 && (first * 256 + second) % 31 == 0 && (second & 0x20) == 0;
}

bool looksLikeText(QByteArrayView bytes)
{
    const auto first = std::find_if(
        bytes.begin(), bytes.end(), [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
    return first != bytes.end() && (*first == '{' || *first == '[');
}

} // namespace

struct Unwrapper::Inflater
{
    explicit Inflater(int windowBits) { isOk = inflateInit2(&z, windowBits) == Z_OK; }
    ~Inflater()
    {
        if (isOk)
            inflateEnd(&z);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    //! All of \a in; the result of the last call of zlib. Grows \a out by what came, at most `most`.
    int run(QByteArrayView in, QByteArray &out, bool &isTooLarge)
    {
        // zlib only reads.
        z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in.data()));
        z.avail_in = static_cast<uInt>(in.size());
        qsizetype size = 0;
        int result = Z_OK;
        while (true) {
            if (out.size() < size + 4096 + slack)
                out.resize(std::min(std::max<qsizetype>(out.size() * 2, 16'384), most + slack + 8192));
            const qsizetype room = out.size() - slack - size;
            z.next_out = reinterpret_cast<Bytef *>(out.data() + size);
            z.avail_out = static_cast<uInt>(room);
            result = inflate(&z, Z_SYNC_FLUSH);
            size += room - static_cast<qsizetype>(z.avail_out);
            isTooLarge = size > most;
            if (isTooLarge || (result != Z_OK && result != Z_BUF_ERROR) || z.avail_out > 0)
                break;
        }
        produced = size;
        std::fill_n(out.data() + size, slack, '\0');
        return result;
    }

    z_stream z{};
    bool isOk = false;
    qsizetype produced = 0;
};

Unwrapper::Unwrapper(std::optional<Wrapping> told) : m_told(told), m_isDeflate(told == Wrapping::Deflate) { }

Unwrapper::~Unwrapper() = default;

void Unwrapper::reset() { m_stream.reset(); }

bool Unwrapper::inflateWhole(QByteArrayView payload, int windowBits, QByteArray &out, bool &isTooLarge)
{
    Inflater inflater(windowBits);
    if (!inflater.isOk || inflater.run(payload, out, isTooLarge) != Z_STREAM_END || inflater.z.avail_in != 0
        || isTooLarge)
        return false;
    out.resize(inflater.produced + slack);
    return true;
}

// The first message of a stream begins like any zlib, but does not end.
bool Unwrapper::inflateNext(QByteArrayView payload)
{
    bool isTooLarge = false;
    const int result = m_stream->run(payload, m_outer, isTooLarge);
    if ((result != Z_OK && result != Z_BUF_ERROR) || isTooLarge || m_stream->z.avail_in != 0) {
        m_stream.reset();
        return false;
    }
    m_outer.resize(m_stream->produced + slack);
    return true;
}

Wrapping Unwrapper::unwrapOnce(QByteArrayView payload, QByteArray &out, bool &isTooLarge)
{
    if (looksLikeGzip(payload))
        return inflateWhole(payload, gzipBits, out, isTooLarge) ? Wrapping::Gzip : Wrapping::None;
    if (looksLikeZlib(payload) && inflateWhole(payload, zlibBits, out, isTooLarge))
        return Wrapping::Zlib;
    if (isTooLarge || payload.isEmpty() || looksLikeText(payload) || (!m_isDeflate && m_guesses >= mostGuesses))
        return Wrapping::None;
    // Anything may be raw deflate by chance: only what becomes JSON is.
    if (inflateWhole(payload, rawBits, out, isTooLarge) && looksLikeText(QByteArrayView(out).chopped(slack))) {
        m_isDeflate = true;
        return Wrapping::Deflate;
    }
    ++m_guesses;
    return Wrapping::None;
}

Unwrapper::Result Unwrapper::unwrap(QByteArrayView payload, bool isText)
{
    if (isText || m_told == Wrapping::None)
        return {.bytes = payload};
    for (QByteArray *const buffer : {&m_outer, &m_inner}) {
        if (buffer->capacity() > keptCapacity)
            *buffer = {};
    }
    Result result{.bytes = payload};
    static constexpr QByteArrayView flushed("\0\0\xff\xff", 4);
    if (m_stream == nullptr && looksLikeZlib(payload) && (payload.endsWith(flushed) || m_told == Wrapping::ZlibStream))
        m_stream = std::make_unique<Inflater>(zlibBits);
    if (m_stream != nullptr && inflateNext(payload)) {
        result.wrapping = Wrapping::ZlibStream;
    } else {
        result.wrapping = unwrapOnce(payload, m_outer, result.isTooLarge);
        if (result.wrapping == Wrapping::None)
            return result;
    }
    result.bytes = QByteArrayView(m_outer).chopped(slack);
    if ((looksLikeGzip(result.bytes) || looksLikeZlib(result.bytes))
        && unwrapOnce(result.bytes, m_inner, result.isTooLarge) != Wrapping::None)
        result.bytes = QByteArrayView(m_inner).chopped(slack);
    return result;
}

} // namespace decoders
