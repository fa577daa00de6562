// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"

#include <QJsonObject>
#include <QString>

namespace settings {

//! Where settings live: `$XDG_CONFIG_HOME/socketscope`, or `~/.config/socketscope`.
[[nodiscard]] QString configFolder();

//! The object in the file at \a path; empty when there is no file. A file that holds no JSON object, or over 8 MiB, is renamed
//! to `….damaged` (then `….damaged-2` and so on) and reported as Broken.
[[nodiscard]] base::Expected<QJsonObject, IoError> readJson(const QString &path);

//! Replaces the file at \a path in one step. The file is readable by its owner only (0600), and so is a folder made for it (0700).
[[nodiscard]] base::Expected<void, IoError> writeJson(const QString &path, const QJsonObject &object);

} // namespace settings
