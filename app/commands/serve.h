// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace commands {

//! `serve CAPTURE`: holds a recorded conversation again with every client that comes.
[[nodiscard]] int serve(char *programName, const QStringList &arguments);

} // namespace commands
