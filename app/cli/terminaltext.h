// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace app {

//! Whether what is written to \a descriptor is drawn by a terminal, which obeys control characters (case U08).
[[nodiscard]] bool isTerminal(int descriptor);

//! \a text as one line that no terminal obeys and that looks like what it is; for standard error, whatever that is.
[[nodiscard]] QString terminalLine(const QString &text);

//! Appends a peer's bytes with everything escaped that a terminal would obey or would draw deceptively; line ends and
//! tabs stay. What is no UTF-8 is escaped byte by byte.
void appendForTerminal(QByteArray &out, QByteArrayView bytes);

//! The same in the escapes of JSON, behind which a reader finds what came; \a text has no quotes, backslashes or
//! characters below U+0020 left to escape.
void appendJsonForTerminal(QByteArray &out, QByteArrayView text);

} // namespace app
