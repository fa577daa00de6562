// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <QStringList>

namespace settings {

//! What became of the secrets of a profile that was saved, each by the name of its place: `header.X-Auth`,
//! `address.token`, `message.args[1]`. Never a value.
struct SecretsMoved
{
    QStringList moved; //!< To the file of secrets, by this saving.
    QStringList unjudged; //!< Moved as a whole, because nothing could be said of it: broken JSON, or too deep.
    QStringList stayed; //!< Looks like a secret and stands in the file that can be shared.
    friend bool operator==(const SecretsMoved &, const SecretsMoved &) = default;
};

//! A profile in two parts.
struct ProfileApart
{
    Profile profile; //!< Secrets stand in Profile::secrets; references `${secret:…}` take their places.
    SecretsMoved what;
};

//! \a profile with every secret that stands in its texts moved to Profile::secrets, so that its file can be shared.
//!
//! What a secret is says base/secrets.h. Passwords, tokens, passphrases and cookies of the profile's own fields are
//! secrets whatever they look like. A text that is made of references only stays. Secrets that no text refers to any
//! more are dropped.
[[nodiscard]] ProfileApart withSecretsApart(Profile profile);

//! Puts secrets back where no variables are looked for when connecting: into the messages of the heartbeat.
[[nodiscard]] Profile withSecretsInPlace(Profile profile);

} // namespace settings
