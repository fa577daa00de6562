// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include "core/settings/pastedcommand.h"
#include "core/settings/profilejson.h"

// A command line for another tool, as somebody pastes it: what is taken over is a profile that can be saved and read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(fuzz::view(data, size));
    (void)settings::looksLikeCommand(text);
    if (const auto command = settings::parseCommand(text))
        fuzz::require(settings::profileFromJson(settings::toJson(command->profile)).hasValue());
    return 0;
}
