// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/pastedcommand.h"
#include "ui/text/explanation.h"

namespace text {

//! Why a pasted command line makes no connection.
[[nodiscard]] Explanation explain(const settings::PasteError &error);

//! What of \a pasted was left out and why; empty when all was taken over.
[[nodiscard]] QString pasteRemark(const settings::PastedCommand &pasted);

} // namespace text
