// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/profile.h"

#include <QJsonObject>

namespace settings {

//! \a profile as its file holds it, without its name and its secrets' values. The keys are described in
//! docs/profiles.md.
[[nodiscard]] QJsonObject toJson(const Profile &profile);

//! The profile that \a object describes, or what is wrong with it, such as `headers[1].name: not a text`.
//!
//! Its texts stay as written; an address without variables also becomes the url.
[[nodiscard]] base::Expected<Profile, QString> profileFromJson(const QJsonObject &object);

//! \a written with whatever \a before has that this program does not know.
[[nodiscard]] QJsonObject withUnknownKeys(const QJsonObject &written, const QJsonObject &before);

} // namespace settings
