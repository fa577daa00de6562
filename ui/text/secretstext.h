// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profilesecrets.h"

#include <QString>

//! What a person reads about the secrets of what was saved.
namespace text {

//! One sentence for each of: what was moved to the file of secrets, what was moved because it could not be judged, what
//! looks like a secret and stayed. Empty when there is nothing to say. Names only, never a value.
[[nodiscard]] QString secretsSaved(const settings::SecretsMoved &what);

} // namespace text
