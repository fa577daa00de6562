// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"
#include "ui/models/rowstyle.h"

#include <QString>

namespace models {

//! `Text`, `Ping`, `State` … in the user's language.
[[nodiscard]] QString kindName(capture::Kind kind);
//! The same, with a mark for a message of the heartbeat, and for one whose secrets were left out.
[[nodiscard]] QString kindName(const stream::Row &row);
//! `↑` for what we sent, `↓` for what came; nothing for our own notes.
[[nodiscard]] QString directionMark(const stream::Row &row);
//! `Sent`, `Received`, `Note`.
[[nodiscard]] QString directionName(const stream::Row &row);
//! One line that says what the row holds: a preview of at most 256 characters, or a sentence for a note or a close
//! frame.
[[nodiscard]] QString summary(const stream::Row &row);
[[nodiscard]] RowStyle styleOf(const stream::Row &row);

} // namespace models
