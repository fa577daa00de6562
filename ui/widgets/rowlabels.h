// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace widgets {

//! The bold line above a group of rows.
[[nodiscard]] QLabel *sectionHeading(const QString &title);

//! What a row is called: quieter than its value, in every palette.
[[nodiscard]] QLabel *rowName(const QString &name);

} // namespace widgets
