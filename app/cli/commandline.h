// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/secretvalue.h"
#include "core/base/expected.h"

#include <QString>
#include <QStringList>

namespace app {

//! The exit status of the program, as `--help` explains it.
enum class ExitStatus : int {
    Done = 0, //!< The stop condition was met.
    NotConnected = 1, //!< Never opened, failed, or an abnormal close ended an `--until-close` run.
    BadUsage = 2,
    CannotWrite = 3,
};

//! Why a command line cannot be followed: one plain sentence for standard error, without a secret. Exit status 2.
struct UsageError
{
    QString text;
    friend bool operator==(const UsageError &, const UsageError &) = default;
};

//! What \a arguments, the program's name not among them, ask for.
//!
//! Hand nothing but the program's name to QApplication: Qt would otherwise take `-platform`, `-style` and the like out
//! of an address that somebody else wrote (case U18). Here whatever begins with `-` and is not ours is an error.
[[nodiscard]] base::Expected<Options, UsageError> parseCommandLine(
    const QStringList &arguments, const SecretSources &sources = SecretSources::system());

//! What `--help` writes to standard output.
[[nodiscard]] QString helpText();

} // namespace app
