// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"
#include "ui/viewers/jsonoutline.h"
#include "ui/viewers/textwindow.h"

namespace viewers {

//! A payload prepared for the screen, away from the GUI thread.
struct PreparedPayload
{
    JsonOutlinePtr outline; //!< Null when it is not JSON, too deep or too large.
    QString jsonProblem; //!< Why there is no outline, for a person.
    bool looksLikeJson = false; //!< Its first byte could begin an object or an array.
    QByteArray pretty; //!< Indented JSON; empty when there is none.
    QLatin1StringView format; //!< What it was read as, when it is no JSON; outline and pretty are a translation then.
    TextWindow first;
    TextWindow firstPretty;
};

//! Prepares what the tabs show of \a payload. On the pool; a set \a cancelled ends it soon.
[[nodiscard]] PreparedPayload prepare(
    const QByteArray &payload, capture::Kind kind, const std::atomic<bool> &cancelled);

} // namespace viewers
