// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace commands {

//! A command with a name, such as `socketscope fields CAPTURE`: it does one thing without a window and ends.
struct Command
{
    QLatin1StringView name; //!< The first argument that chooses it: lower case letters.
    QLatin1StringView arguments; //!< What stands behind the name in the help.
    QLatin1StringView summary; //!< What it does, in one line of the help.
    //! Runs it with what stood behind its name and gives the exit status (`--help` explains them); \a programName is
    //! argv[0], for a QCoreApplication. The arguments are for QCommandLineParser::parse(), never for Qt itself.
    int (*run)(char *programName, const QStringList &arguments) = nullptr;
};

//! All commands, in the order of the help. A new one is two files and a line in catalog.cpp.
[[nodiscard]] const std::vector<Command> &catalog();
//! The command with this \a name; null when there is none.
[[nodiscard]] const Command *commandNamed(const QString &name);
//! The part of `--help` that lists them; empty when there is none.
[[nodiscard]] QString helpText();

} // namespace commands
