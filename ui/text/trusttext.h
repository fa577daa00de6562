// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <QString>

namespace text {

//! What a person has to agree to before \a profile is connected to, and why; names what would be used and where it
//! would go. Empty when there is nothing to ask.
[[nodiscard]] QString consentQuestion(const settings::Profile &profile);

} // namespace text
