// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <QString>

#include <functional>

namespace commands {

//! Does \a work on a thread of its own and gives its exit status. SIGINT and SIGTERM set the flag that it gets; where
//! standard error is a terminal, \a progress is shown there twice a second. Makes the QCoreApplication.
[[nodiscard]] int doLong(char *programName, const std::function<int(const capture::CancelFlag &)> &work,
    const std::function<QString()> &progress);

} // namespace commands
