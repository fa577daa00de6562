// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/importers/input.h"
#include "core/importers/rowsink.h"

#include <QLatin1StringView>
#include <QList>

namespace importers {

//! A kind of file that rows can be read from.
struct Format
{
    QLatin1StringView id; //!< What chooses it on the command line; never changes.
    const char *description; //!< What it is, in one line of the help; for translate("importers", …).
    //! Whether a file that begins with \a head, at most Input::headSize bytes, is one.
    bool (*accepts)(QByteArrayView head) = nullptr;
    //! Reads all of it. What came before an error was told to \a sink; an end that the sink wants is none.
    base::Expected<void, ImportError> (*read)(Input &input, RowSink &sink) = nullptr;
};

//! All formats, in the order in which they are asked. A new one is two files and a line in catalog.cpp.
[[nodiscard]] const QList<Format> &catalog();
[[nodiscard]] const Format *formatNamed(QStringView id);
//! The first that accepts \a head; null when none does.
[[nodiscard]] const Format *formatOf(QByteArrayView head);

} // namespace importers
