// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <optional>

namespace settings {

//! What the capture keeps of a message that the profile sends on its own: nothing when it keeps the message as it is,
//! else the message with `[redacted]` in place of its secrets (B12).
//!
//! \a given is the profile with its variables, \a resolved the same with their values, \a fetched those of the HTTP
//! step; \a message is one of \a resolved. CaptureSecrets::Auto takes out what came from a secret, the environment or
//! the HTTP step, and what base/secrets.h finds in the authentication message.
[[nodiscard]] std::optional<QByteArray> captureCopy(
    const Profile &given, const Profile &resolved, const VariableMap &fetched, const QByteArray &message);

//! \a message with `[redacted]` in place of what is a secret in it, or looks like one; nothing when it has none.
[[nodiscard]] std::optional<QByteArray> withoutSecretsForCapture(const QByteArray &message);

} // namespace settings
