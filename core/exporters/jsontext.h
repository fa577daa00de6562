// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace exporters {

//! Appends \a text, which is UTF-8, as the body of a JSON string: its bytes stay but for what RFC 8259 §7 wants
//! escaped, and U+007F.
void appendJsonText(QByteArray &out, QByteArrayView text);
//! Appends \a bytes as Base64 (RFC 4648 §4), without line ends.
void appendBase64(QByteArray &out, QByteArrayView bytes);
[[nodiscard]] bool isUtf8(QByteArrayView bytes);
//! Appends \a number in decimal.
void appendNumber(QByteArray &out, qint64 number);

} // namespace exporters
