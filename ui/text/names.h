// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"
#include "core/connection/state.h"

#include <QString>

namespace text {

//! Where the connection stands, as a short label: `Open`, `Waiting to retry`.
[[nodiscard]] QString stateName(connection::State state);
//! What the program is doing in \a state, as a sentence: `Looking up the host's address.`
[[nodiscard]] QString stateSentence(connection::State state);
//! What a record is: `text`, `ping`, `gap`.
[[nodiscard]] QString kindName(capture::Kind kind);
//! `received` or `sent`.
[[nodiscard]] QString directionName(capture::Direction direction);

} // namespace text
