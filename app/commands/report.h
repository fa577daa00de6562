// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace commands {

//! `socketscope report CAPTURE`: the report of an earlier run, from its capture. The same figures as its own report
//! had, as far as the capture knows.
[[nodiscard]] int report(char *programName, const QStringList &arguments);

} // namespace commands
