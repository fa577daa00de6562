// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include "core/settings/profilejson.h"
#include "core/settings/variables.h"

#include <QJsonDocument>

// A profile file of somebody else: what is read from it is written and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QJsonDocument document = QJsonDocument::fromJson(fuzz::view(data, size).toByteArray());
    const auto profile = settings::profileFromJson(document.object());
    if (!profile)
        return 0;
    const QJsonObject written = settings::toJson(*profile);
    const auto again = settings::profileFromJson(written);
    fuzz::require(again.hasValue());
    fuzz::require(settings::toJson(*again) == written);
    return 0;
}
