// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/framesproperty.h"

// What a client receives after its handshake.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    return fuzz::checkFrames(ws::Role::Client, data, size);
}
