// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <QJsonObject>
#include <QStringList>

//! Who may use what is ours: a profile is a file, and files come from others.
//!
//! What this program saves, it writes down beside the secrets: the server and a digest of the file. A file that is not
//! as it was written down gets neither the environment nor the secrets that stand under its name.
namespace settings {

//! What \a profile uses that does not stand in its file: `env:NAME`, `secret:name` where there is one,
//! `tls.certificateFile`, `sending.outbox.name`. In alphabetical order.
[[nodiscard]] QStringList usesOf(const Profile &profile);
//! Where it would go: the feed's server first, then those of the HTTP request, of redirects and of the proxy.
[[nodiscard]] QStringList destinationsOf(const Profile &profile);

//! What has to be agreed to before \a profile may be connected to; empty: nothing.
[[nodiscard]] QStringList asksFor(const Profile &profile);
//! \a profile when a person agreed.
[[nodiscard]] Profile withConsent(Profile profile);

//! SHA-256 of all in \a profile that could lead something of ours elsewhere; not of colours, limits and the like. What
//! has its default does not count, so that a key of a later version changes nothing.
[[nodiscard]] QByteArray digestOf(const Profile &profile);
//! What is written down of \a profile when it is saved with \a digest.
[[nodiscard]] QJsonObject trustRecord(const Profile &profile, const QByteArray &digest);
//! \a profile, as it was read, without what is not its to use when \a record is not of this one.
[[nodiscard]] Profile withheldUnlessSaved(Profile profile, const QJsonObject &record);

} // namespace settings
