// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/writer.h"

#include <memory>

namespace exporters {

//! In which order a format wants its rows.
enum class RowOrder : quint8 {
    ByTime, //!< All connections together; rows of one connection stay in their order.
    ByConnection, //!< One connection after the other.
};

//! A way to take rows away.
struct Format
{
    QLatin1StringView id; //!< What chooses it on the command line; never changes.
    QLatin1StringView suffix; //!< With its point, lower case. Of formats that share one, the first is meant by it.
    const char *description; //!< What it is, in one line of the help; for translate("exporters", …).
    RowOrder order = RowOrder::ByTime;
    bool wantsFacts = false; //!< How messages looked on the wire.
    //! Never null. \a out outlives the writer.
    std::unique_ptr<Writer> (*make)(Output &out, const WriterOptions &options) = nullptr;
};

//! All formats, in the order of menus and help. A new one is two files and a line in catalog.cpp.
[[nodiscard]] const QList<Format> &catalog();
[[nodiscard]] const Format *formatNamed(QStringView id);
//! The format for the suffix of \a path, whatever its case; null when there is none.
[[nodiscard]] const Format *formatFor(const QString &path);

} // namespace exporters
