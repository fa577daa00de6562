// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace commands {

//! `socketscope check URL`: connects once and says what works: handshake, reply, latency, certificate. For cron and CI.
[[nodiscard]] int check(char *programName, const QStringList &arguments);

} // namespace commands
