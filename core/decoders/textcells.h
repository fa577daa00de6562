// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/fieldsink.h"

#include <QByteArrayView>

namespace decoders {

//! What the formats of lines share.

constexpr qsizetype mostLines = 65'536; //!< Of one message.

//! The line that begins at \a at, without its end; moves \a at behind it.
[[nodiscard]] QByteArrayView takeLine(QByteArrayView text, qsizetype &at);

//! True for texts that begin like JSON or markup: formats of lines leave these alone.
[[nodiscard]] bool beginsLikeMarkup(QByteArrayView text);

//! True for letters, digits, `_`, `-`, `.`, `/` and `:` that begin with a letter or `_`; also beyond ASCII.
[[nodiscard]] bool isFieldName(QByteArrayView text);

//! Tells \a sink a value as it is written without quotes: number, `true`, `false`, nothing, `null` or `NaN`, else a
//! text. True when it was a number.
bool tellBareValue(QByteArrayView text, FieldSink &sink);

} // namespace decoders
