// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace text {

//! What the close code \a code means (RFC 6455 §7.4 and the IANA registry): `normal`, `going away`, `application's own
//! code`. Empty for 0, which stands for *none yet*.
[[nodiscard]] QString closeCodeMeaning(quint16 code);

//! `1001 – going away`; empty for 0.
[[nodiscard]] QString closeCode(quint16 code);

} // namespace text
