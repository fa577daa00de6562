// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace app {

//! Where `${env:NAME}` and `@FILE` look. An argument, so that tests need no environment and no files.
struct SecretSources
{
    std::function<std::optional<QByteArray>(const QString &name)> environment;
    //! The content, or the system's words for why it could not be read.
    std::function<base::Expected<QByteArray, QString>(const QString &path)> file;

    //! The process's environment and the file system; a file over 1 MiB is refused.
    [[nodiscard]] static SecretSources system();
};

//! \a argument with its secrets put in; the error is a sentence that never holds a secret.
//!
//! `@FILE` as the whole argument is the file's content without one line end at its end; `@@` begins a literal `@`.
//! Elsewhere each `${env:NAME}` is the variable's value, which must be set; `$${env:` is a literal `${env:`.
//! What was put in is not searched again.
[[nodiscard]] base::Expected<QByteArray, QString> expandSecrets(const QString &argument, const SecretSources &sources);

} // namespace app
