// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

//! Tells the person \a sentence on standard error, behind the program's name.
void say(const QString &sentence);

} // namespace app
