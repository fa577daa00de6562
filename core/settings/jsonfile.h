// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"

#include <QJsonObject>
#include <QString>

namespace settings {

//! Where settings live: `$XDG_CONFIG_HOME/socketscope`, or `~/.config/socketscope`.
[[nodiscard]] QString configFolder();

//! What happens to a file that cannot be read as JSON.
enum class Damaged : quint8 {
    PutAside, //!< It is renamed to `….damaged` (then `….damaged-2` and so on) and reported as Broken.
    Keep, //!< A person wrote it and will mend it: it stays, and is reported as Invalid.
};

//! The object in the file at \a path; empty when there is no file. One that holds no JSON object, or over 8 MiB, is \a
//! damaged.
[[nodiscard]] base::Expected<QJsonObject, IoError> readJson(const QString &path, Damaged damaged = Damaged::PutAside);

//! False when there is no \a folder, and it cannot be made for its owner alone.
[[nodiscard]] bool makeFolder(const QString &folder);

//! Replaces the file at \a path in one step. The file is readable by its owner only (0600), and so is a folder made for
//! it (0700).
[[nodiscard]] base::Expected<void, IoError> writeJson(const QString &path, const QJsonObject &object);

} // namespace settings
