// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QStringView>

namespace viewers {

//! Where hexadecimal text went wrong.
struct HexError
{
    enum class Kind : quint8 { NotHex, HalfByte };
    qsizetype position = 0; //!< In characters.
    Kind kind = Kind::NotHex;
    friend bool operator==(const HexError &, const HexError &) = default;
};

//! Bytes as people write them: `de ad be ef`, `0xDE,0xAD`, `de:ad`, `deadbeef`, `\xde\xad`, over several lines.
[[nodiscard]] base::Expected<QByteArray, HexError> bytesFromHex(QStringView text);

} // namespace viewers
