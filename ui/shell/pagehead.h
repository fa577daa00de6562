// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace shell {

//! The line at the top of a page: its title, 44 high. Whoever lays it out owns it.
[[nodiscard]] QWidget *pageHead(const QString &title);

} // namespace shell
