// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/event.h"

#include <QList>

namespace ws {

//! Size of the frame header that begins at \a bytes, by its own second byte (RFC 6455 §5.2); at most what is there.
[[nodiscard]] qsizetype headerSizeAt(QByteArrayView bytes);

//! The headers of a message's frames one by one, as many as were kept.
[[nodiscard]] QList<QByteArray> headersOf(const WireFacts &facts);

//! The one header that an unmasked, uncompressed message of one frame can have, since longer forms are refused (F06).
[[nodiscard]] QByteArray plainHeader(Opcode opcode, qint64 length);

} // namespace ws
