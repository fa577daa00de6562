// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace commands {

//! `socketscope fields CAPTURE`: writes what is found in a captured feed, as `--fields` does live.
int runFields(char *programName, const QStringList &arguments);

} // namespace commands
