// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <optional>

namespace settings {

//! How \a typed is kept as a server that redirects may lead to: `wss://host:port`, `host:port`, or `host` for the usual
//! port, in lower case and ASCII. Nothing when it names no server, or more than one.
[[nodiscard]] std::optional<QString> agreedServer(const QString &typed);

//! Whether a person agreed that redirects of \a profile lead to the server of \a target (case K06).
[[nodiscard]] bool agreesTo(const Profile &profile, const QUrl &target);

//! \a profile that follows redirects to \a server too.
[[nodiscard]] Profile withRedirectTo(Profile profile, const QString &server);

} // namespace settings
