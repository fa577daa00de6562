// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace capture {

//! What stands under a name, without following a link.
enum class Standing : quint8 { Nothing, Regular, Other };
[[nodiscard]] Standing standing(const QString &path);

//! Whether \a path is a regular file that begins as our captures do. Read by hand, so that nothing of the file is
//! believed; only while nobody in this process has it open, for closing it would drop SQLite's locks.
[[nodiscard]] bool isCapture(const QString &path);

//! A file where SQLite or FileLock would put theirs for \a path (`-wal`, `-shm`, `-journal`, `-lock`), and that cannot
//! be one of those: its name.
[[nodiscard]] std::optional<QString> strangerBeside(const QString &path);
//! The same for a \a path under which nothing stands: then there is nothing that such a file could belong to.
[[nodiscard]] std::optional<QString> strayBeside(const QString &path);

} // namespace capture
