// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

namespace settings {

//! \a profile that accepts the certificate with the SHA-256 \a leaf, 32 bytes, from the host and port of its url, and
//! only there (case N15).
[[nodiscard]] Profile withException(Profile profile, const QByteArray &leaf);

} // namespace settings
