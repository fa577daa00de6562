// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/jsontext.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace exporters {
namespace {

constexpr std::array<bool, 256> escapedBytes = [] {
    std::array<bool, 256> table{};
    for (std::size_t i = 0; i < 0x20; ++i)
        table[i] = true;
    table[static_cast<unsigned char>('"')] = table[static_cast<unsigned char>('\\')] = table[0x7F] = true;
    return table;
}();

// Writes the escape of \a c and gives where it ends.
char *escape(char *to, char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    *to++ = '\\';
    if (c == '"' || c == '\\') {
        *to++ = c;
        return to;
    }
    for (const char each : {'u', '0', '0', hex[byte >> 4], hex[byte & 0xF]})
        *to++ = each;
    return to;
}

} // namespace

void appendJsonText(QByteArray &out, QByteArrayView text)
{
    // Room for the worst, piece by piece, instead of a question for each byte.
    constexpr qsizetype piece = 4096, longestEscape = 6;
    while (!text.isEmpty()) {
        const QByteArrayView some = text.first(std::min(piece, text.size()));
        const qsizetype before = out.size();
        out.resize(before + some.size() * longestEscape);
        char *to = out.data() + before;
        for (const char c : some) {
            if (escapedBytes[static_cast<unsigned char>(c)])
                to = escape(to, c);
            else
                *to++ = c;
        }
        out.resize(to - out.constData());
        text = text.sliced(some.size());
    }
}

void appendBase64(QByteArray &out, QByteArrayView bytes)
{
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const qsizetype before = out.size();
    out.resize(before + (bytes.size() + 2) / 3 * 4);
    char *to = out.data() + before;
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.data());
    qsizetype left = bytes.size();
    for (; left >= 3; left -= 3, at += 3) {
        const quint32 three = quint32(at[0]) << 16 | quint32(at[1]) << 8 | at[2];
        *to++ = digits[three >> 18];
        *to++ = digits[three >> 12 & 63];
        *to++ = digits[three >> 6 & 63];
        *to++ = digits[three & 63];
    }
    if (left == 0)
        return;
    const quint32 rest = quint32(at[0]) << 16 | (left == 2 ? quint32(at[1]) << 8 : 0);
    *to++ = digits[rest >> 18];
    *to++ = digits[rest >> 12 & 63];
    *to++ = left == 2 ? digits[rest >> 6 & 63] : '=';
    *to = '=';
}

bool isUtf8(QByteArrayView bytes)
{
    return simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

void appendNumber(QByteArray &out, qint64 number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

} // namespace exporters
