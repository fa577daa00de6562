// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace commands {

//! `socketscope export CAPTURE --to FILE`: rows of a capture in the form that another tool wants.
[[nodiscard]] int exportCapture(char *programName, const QStringList &arguments);

} // namespace commands
