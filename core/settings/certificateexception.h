// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <optional>

namespace settings {

//! \a profile that accepts the certificate with the SHA-256 \a leaf, 32 bytes, from \a authority, the `host:port` that
//! showed it, and only there (case N15). What was accepted from others stays; the feed, its HTTP request and where
//! redirects lead may each have one.
[[nodiscard]] Profile withException(Profile profile, const QString &authority, const QByteArray &leaf);

//! `host:port` in \a typed as an exception is bound to it: in lower case and ASCII. Nothing when it names no port, or
//! more than a host.
[[nodiscard]] std::optional<QString> exceptionAuthority(const QString &typed);

} // namespace settings
