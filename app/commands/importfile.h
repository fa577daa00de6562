// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace commands {

//! `socketscope import FILE --to CAPTURE`: what another tool wrote, as a capture.
[[nodiscard]] int importFile(char *programName, const QStringList &arguments);

} // namespace commands
