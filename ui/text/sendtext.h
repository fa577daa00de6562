// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"
#include "core/outbox/entry.h"
#include "core/ws/session.h"

#include <QString>

//! What a person reads about sending a message.
namespace text {

//! Why a message did not go out, a sentence.
[[nodiscard]] QString sendError(ws::SendError error);
//! What becomes of a message that is sent now; empty when it simply goes out.
[[nodiscard]] QString sendingOutlook(connection::State state, const outbox::Summary &summary);

} // namespace text
