// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secrets.h"

//! The parts of the search for secrets call each other: an address in a message in the query of an address. Each call
//! is one deeper than its caller; beyond the deepest nothing is judged, and all of the text counts as a secret.
namespace base::secretwalk {

constexpr int deepest = 5;

[[nodiscard]] FoundSecrets inAddress(QByteArrayView address, QueryValues values, int depth);
[[nodiscard]] FoundSecrets inMessage(QByteArrayView message, int depth);
//! Only its words, forms and lines; \a message is no JSON.
[[nodiscard]] FoundSecrets inWords(QByteArrayView message, int depth);
//! What the form of a value says and what stands inside it, percent-encoding undone; \a plusIsSpace as in a query.
[[nodiscard]] Judgement inside(QByteArrayView value, bool plusIsSpace, int depth);

} // namespace base::secretwalk
