// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace reports {

//! Columns that \a text takes in a terminal: wide East Asian characters and pictures two, combining marks none.
[[nodiscard]] qsizetype columnWidth(const QString &text);
//! \a text cut to \a columns with an ellipsis at its end, never through a character.
[[nodiscard]] QString elided(const QString &text, qsizetype columns);

} // namespace reports
