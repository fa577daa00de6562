// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tests {

constexpr int fin = 0x80;

//! A frame written by hand, independent of the engine: \a first is its first byte; masked with \a key if there is one.
inline QByteArray frame(int first, const QByteArray &payload, const QByteArray &key = {})
{
    QByteArray bytes(1, static_cast<char>(first));
    const char mask = key.isEmpty() ? '\0' : '\x80';
    const qsizetype size = payload.size();
    const auto number = [&bytes, size](int octets) {
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8)
            bytes += static_cast<char>(size >> shift);
    };
    if (size < 126) {
        bytes += static_cast<char>(mask | static_cast<char>(size));
    } else if (size < 65'536) {
        bytes += static_cast<char>(mask | 126);
        number(2);
    } else {
        bytes += static_cast<char>(mask | 127);
        number(8);
    }
    bytes += key;
    for (qsizetype i = 0; i < size; ++i)
        bytes += key.isEmpty() ? payload[i] : static_cast<char>(payload[i] ^ key[i % 4]);
    return bytes;
}

//! A close frame's payload.
inline QByteArray closePayload(int code, const QByteArray &reason = {})
{
    return QByteArray(1, static_cast<char>(code >> 8)) + static_cast<char>(code) + reason;
}

} // namespace tests
