// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace ws {

//! This machine's processor and this build have what isShortUtf8() needs (AVX2).
[[nodiscard]] bool hasShortUtf8();

//! True when \a bytes is UTF-8 from begin to end (RFC 3629). For texts of a few hundred bytes: a validator made for
//! long ones spends more on its start and its last block than on all between. Only if hasShortUtf8().
[[nodiscard]] bool isShortUtf8(QByteArrayView bytes);

} // namespace ws
