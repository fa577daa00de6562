// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tests {

//! `"81 05 48 65"_bytes`: bytes written as hexadecimal pairs.
inline QByteArray operator""_bytes(const char *hex, std::size_t size)
{
    return QByteArray::fromHex(QByteArray(hex, static_cast<qsizetype>(size)));
}

} // namespace tests
