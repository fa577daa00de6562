// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/jsontext.h"

#include <simdjson.h>

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

void appendEscape(QByteArray &out, char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        const char escape[]{'\\', c};
        out.append(escape, 2);
        return;
    }
    const char escape[]{'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 0xF]};
    out.append(escape, 6);
}

} // namespace

void appendJsonText(QByteArray &out, QByteArrayView text)
{
    const char *from = text.begin();
    for (const char *at = from; at != text.end(); ++at) {
        if (!escapedBytes[static_cast<unsigned char>(*at)])
            continue;
        out.append(from, at - from);
        appendEscape(out, *at);
        from = at + 1;
    }
    out.append(from, text.end() - from);
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
