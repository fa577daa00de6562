// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/profile.h"

#include <functional>

namespace settings {

//! Calls \a visit with every text of \a profile in which variables may stand, but for addresses, and with where it
//! stands. What it changes is changed in the profile.
void visitTexts(Profile &profile, const std::function<void(QString &text, const QString &where)> &visit);

//! \a profile whose texts are literal, written so that its variables can be put in and change nothing.
[[nodiscard]] Profile withLiteralTexts(Profile profile);

//! What the variables of \a profile are, with those that the HTTP step \a fetched.
[[nodiscard]] Variables variablesOf(const Profile &profile, const VariableMap &fetched = {});

//! \a profile with the values of its variables put in: what one attempt uses. Its url follows from its address.
[[nodiscard]] base::Expected<Profile, VariableError> resolved(const Profile &profile, const VariableMap &fetched = {});
//! Only its HTTP step, which runs before the variables it fills are known.
[[nodiscard]] base::Expected<HttpStep, VariableError> resolvedStep(const Profile &profile);

//! The on-connect messages of \a profile are \a messages from now on. One that stays keeps the rule for its answer.
void setOnConnect(Profile &profile, const QList<QByteArray> &messages);

//! The url of \a profile with `…` for what its HTTP step will fill in; else why there is none yet.
[[nodiscard]] base::Expected<QUrl, VariableError> shownUrl(const Profile &profile);
//! \a profile with an url that a person recognises, also when some of its variables have no value yet.
[[nodiscard]] Profile withShownUrl(Profile profile);

} // namespace settings
