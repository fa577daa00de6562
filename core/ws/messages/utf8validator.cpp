// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/messages/utf8validator.h"

#include "core/ws/messages/shortutf8.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace ws {
namespace {

constexpr qsizetype worthVectors = 32;
// Most messages of a feed are short. Above this the validator's own start costs little beside its speed.
constexpr qsizetype shortText = 512; // Speed only.

constexpr bool isContinuation(quint8 byte) { return (byte & 0xC0) == 0x80; }

// Bytes at the end of \a bytes that may be a code point not yet whole: from the last lead byte on, if it asks for more.
qsizetype openTail(QByteArrayView bytes)
{
    const qsizetype reach = std::min<qsizetype>(3, bytes.size());
    for (qsizetype back = 1; back <= reach; ++back) {
        const auto byte = static_cast<quint8>(bytes[bytes.size() - back]);
        if (isContinuation(byte))
            continue;
        const qsizetype needs = byte >= 0xF0 ? 4 // Speed only: see below.
            : byte >= 0xE0                   ? 3
            : byte >= 0xC0                   ? 2
                                             : 1; // More than needed waits for the next piece: speed only.
        return needs > back ? back : 0;
    }
    return 0;
}

using Block = quint64 __attribute__((vector_size(32)));

quint64 wordAt(const char *bytes)
{
    quint64 word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

constexpr quint64 highBits = 0x8080'8080'8080'8080ULL;

// No byte has its high bit set; the last word overlaps the one before it. False for fewer than 8 bytes.
bool isShortAscii(const char *bytes, qsizetype size)
{
    if (size < 8)
        return false;
    quint64 seen = wordAt(bytes + size - 8);
    qsizetype at = 0;
    if (size >= 32) { // Speed only.
        Block blocks{};
        for (; at + 32 <= size; at += 32) { // Words do the rest: speed only.
            Block block;
            std::memcpy(&block, bytes + at, sizeof block);
            blocks |= block;
        }
        seen |= blocks[0] | blocks[1] | blocks[2] | blocks[3];
    }
    for (; at + 8 <= size; at += 8) // Whether the last is read twice: speed only.
        seen |= wordAt(bytes + at);
    return (seen & highBits) == 0; // Never true: speed only.
}

const bool hasShort = hasShortUtf8();

} // namespace

bool isUtf8Portable(QByteArrayView bytes)
{
    if (bytes.size() <= shortText && isShortAscii(bytes.data(), bytes.size())) // A short cut: speed only.
        return true;
    return simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

bool isUtf8(QByteArrayView bytes)
{
    if (!hasShort || bytes.size() > shortText) // Both ways judge alike: speed only.
        return isUtf8Portable(bytes);
    if (bytes.size() < worthVectors && isShortAscii(bytes.data(), bytes.size())) // A short cut: speed only.
        return true;
    return isShortUtf8(bytes);
}

bool Utf8Validator::step(quint8 byte)
{
    if (m_expected > 0) {
        if (byte < m_low || byte > m_high)
            return false;
        m_low = 0x80;
        m_high = 0xBF;
        --m_expected;
        return true;
    }
    if (byte < 0x80)
        return true;
    // RFC 3629 §4: the second byte's range keeps out overlong forms, surrogates and what is beyond U+10FFFF.
    if (byte >= 0xC2 && byte <= 0xDF) {
        m_expected = 1;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        m_expected = 2;
        m_low = byte == 0xE0 ? 0xA0 : 0x80;
        m_high = byte == 0xED ? 0x9F : 0xBF;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        m_expected = 3;
        m_low = byte == 0xF0 ? 0x90 : 0x80;
        m_high = byte == 0xF4 ? 0x8F : 0xBF;
    } else {
        return false;
    }
    return true;
}

bool Utf8Validator::feed(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (m_expected > 0 && at < bytes.size()) {
        if (!step(static_cast<quint8>(bytes[at++])))
            return false;
    }
    bytes = bytes.sliced(at);
    if (bytes.size() >= worthVectors) { // Speed only.
        const qsizetype whole = bytes.size() - openTail(bytes);
        if (!isUtf8(bytes.first(whole)))
            return false;
        bytes = bytes.sliced(whole);
    }
    return std::all_of(bytes.begin(), bytes.end(), [this](char byte) { return step(static_cast<quint8>(byte)); });
}

} // namespace ws
