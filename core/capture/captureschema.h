// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

namespace capture {

//! How alike a schema has to be.
enum class Likeness : quint8 {
    Columns, //!< To read: ordinary tables whose columns have the same names, types and keys; our views may be missing.
    Text, //!< To write: also each definition, but for the space in it.
};

//! Whether \a database, a file of unknown origin, has the schema that \a definition makes, and nothing beside it.
//!
//! Asked before anything else is read. Reading the catalogue parses the definitions but runs none of them; no table of
//! the file is touched unless every entry is one of ours and begins as an ordinary table does: a virtual table's code
//! would run when it is only described.
[[nodiscard]] bool hasSchema(Database &database, const char *definition, Likeness likeness);

} // namespace capture
