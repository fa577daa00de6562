// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QByteArrayView>

namespace messaging {

//! One message of the small binary format: magic 0xABCD, version 1, a type, a length, the content; all big-endian.
struct BinaryMessage
{
    quint8 type = 0; //!< What the content is; the two ends agree on it.
    QByteArrayView content; //!< A view of the bytes that were decoded.
};

//! Why bytes are not a binary message.
enum class BinaryMessageError : quint8 {
    TooShort, //!< Fewer than the 8 bytes of the header.
    WrongMagic, //!< Does not begin with 0xABCD: another format.
    UnsupportedVersion, //!< Not version 1.
    LengthMismatch, //!< The announced length is not what follows the header.
};

//! Bytes in front of the content.
constexpr qsizetype binaryHeaderSize = 8;

//! \a content behind its header; at most 2^32 − 1 bytes of content.
[[nodiscard]] QByteArray encodeBinaryMessage(quint8 type, QByteArrayView content);

//! The message in \a bytes, which is one whole WebSocket message. The result views \a bytes.
[[nodiscard]] base::Expected<BinaryMessage, BinaryMessageError> decodeBinaryMessage(QByteArrayView bytes);

} // namespace messaging
