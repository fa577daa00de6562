// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/needle.h"

#include <cstring>

namespace capture {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

bool equalsFolded(const char *text, QByteArrayView folded)
{
    for (qsizetype i = 0; i < folded.size(); ++i) {
        if (lower(text[i]) != folded[i])
            return false;
    }
    return true;
}

//! The first \a c in [\a from, \a end), or \a end.
const char *next(const char *from, const char *end, char c)
{
    const void *found = from < end ? std::memchr(from, c, static_cast<std::size_t>(end - from)) : nullptr;
    return found ? static_cast<const char *>(found) : end;
}

} // namespace

Needle::Needle(const QString &text, Case sensitivity) : m_bytes(text.toUtf8()), m_case(sensitivity)
{
    if (m_case == Case::Ignored) {
        for (char &c : m_bytes)
            c = lower(c);
    }
}

// The system's memmem and memchr read 16 bytes and more at a time; a scan of a capture is mostly they.
qsizetype Needle::indexIn(QByteArrayView payload) const
{
    if (m_bytes.isEmpty() || payload.size() < m_bytes.size())
        return -1;
    const char *const begin = payload.data();
    if (m_case == Case::Kept) {
        const void *found = ::memmem(begin, static_cast<std::size_t>(payload.size()), m_bytes.constData(),
            static_cast<std::size_t>(m_bytes.size()));
        return found ? static_cast<const char *>(found) - begin : -1;
    }
    const char *const end = begin + payload.size() - m_bytes.size() + 1;
    const char small = m_bytes.front();
    const char large = upper(small);
    const char *atSmall = next(begin, end, small);
    const char *atLarge = small == large ? end : next(begin, end, large);
    while (atSmall < end || atLarge < end) {
        const bool smallFirst = atSmall < atLarge;
        const char *&at = smallFirst ? atSmall : atLarge;
        if (equalsFolded(at, m_bytes))
            return at - begin;
        at = next(at + 1, end, smallFirst ? small : large);
    }
    return -1;
}

} // namespace capture
