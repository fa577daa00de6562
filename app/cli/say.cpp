// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/say.h"

#include "app/cli/terminaltext.h"

#include <cstdio>

namespace app {

void say(const QString &sentence)
{
    std::fprintf(stderr, "socketscope: %s\n", terminalLine(sentence).toUtf8().constData());
}

} // namespace app
