// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

namespace settings {

//! \a profile with every secret that stands in its texts moved to Profile::secrets and a reference `${secret:…}` in its
//! place, so that its file can be shared.
//!
//! Secrets are passwords, tokens, passphrases, cookies, fields such as Authorization, logins and items such as `token=`
//! in addresses, values such as `"password":"…"` in messages, and whatever looks like a token in a path or a
//! subprotocol. A text that is made of references only stays. Secrets that no text refers to any more are dropped.
[[nodiscard]] Profile withSecretsApart(Profile profile);

//! True when an item of a query that is called \a name carries a secret by its name.
[[nodiscard]] bool isSecretName(const QString &name);

} // namespace settings
