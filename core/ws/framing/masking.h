// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace ws {

//! XORs \a size bytes in place with \a key, whose first byte is its most significant (RFC 6455 §5.3).
//! \a offset is the position of the first byte in its frame's payload.
void applyMask(char *bytes, qsizetype size, quint32 key, qint64 offset = 0);

//! The same while copying; the ranges do not overlap.
void copyMasked(char *to, const char *from, qsizetype size, quint32 key);

} // namespace ws
