// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/secretvalue.h"
#include "core/ws/handshake/clienthandshake.h"

#include <QList>

namespace app {

//! True when \a text is a token of RFC 9110 §5.6.2: a field name, a subprotocol.
[[nodiscard]] bool isToken(QByteArrayView text);

//! True when \a text has no control characters but tabs, so that it cannot break out of its line (case H27).
[[nodiscard]] bool isFieldValue(QByteArrayView text);

//! The fields that one `--header` asks for: `Name: value`, `Name: @FILE` with the value in a file, or `@FILE` with
//! one field a line. The error is a sentence that never holds a value.
[[nodiscard]] base::Expected<QList<ws::HeaderField>, QString> parseHeaderArgument(
    const QString &argument, const SecretSources &sources);

} // namespace app
