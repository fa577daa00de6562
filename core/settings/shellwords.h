// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QList>
#include <QStringList>

namespace settings {

//! Why a text is no command line that could be taken apart.
enum class ShellError : quint8 {
    TooLong, //!< Over 256 KiB, or over 4 096 words.
    OpenQuote, //!< A quote that is not closed.
    Operator, //!< `;`, `&`, `<`, `>`, a bracket: it does more than one command with its input.
    ForCmd, //!< Written for Windows' cmd (`^"`).
};

//! The words of the commands in \a text, which are joined by pipes, as a POSIX shell would split them.
//!
//! Knows `'…'`, `"…"`, `$'…'`, backslashes and continued lines. Nothing is looked up, expanded or run: `$HOME`, `` `x`
//! `` and `*` stay what they are.
[[nodiscard]] base::Expected<QList<QStringList>, ShellError> shellCommands(const QString &text);

} // namespace settings
