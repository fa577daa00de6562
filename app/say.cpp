// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/say.h"

#include "app/terminaltext.h"

#include <cstdio>

namespace app {

void say(const QString &sentence)
{
    std::fprintf(stderr, "socketscope: %s\n", terminalLine(sentence).toUtf8().constData());
}

} // namespace app
