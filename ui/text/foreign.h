// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace text {

//! True for what must not reach a screen or a log as it is: controls, bidi overrides, zero-width and other invisible
//! characters, non-characters, lone surrogates (cases U06, U08).
[[nodiscard]] bool isDeceptive(char32_t c);

//! UTF-8 bytes as one line; see preview(). Looks at no more than 4 · limit + 8 bytes, however many there are.
[[nodiscard]] QString foreignLine(QByteArrayView bytes, qsizetype limit);
//! Text as one line; see plain().
[[nodiscard]] QString foreignLine(QStringView foreign, qsizetype limit);

} // namespace text
