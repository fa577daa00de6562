// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/catalog.h"

#include "app/commands/fieldscommand.h"

#include <algorithm>

namespace commands {

const std::vector<Command> &catalog()
{
    static const std::vector<Command> commands{
        {QLatin1StringView("fields"), QLatin1StringView("CAPTURE"),
            QLatin1StringView("write what is found in a captured feed, as --fields does live"), &runFields},
    };
    return commands;
}

const Command *commandNamed(const QString &name)
{
    const auto found = std::ranges::find(catalog(), name, &Command::name);
    return found == catalog().end() ? nullptr : &*found;
}

QString helpText()
{
    if (catalog().empty())
        return {};
    QString text = QStringLiteral("\nCommands (socketscope COMMAND --help tells more)\n");
    for (const Command &command : catalog()) {
        const QString usage = QStringLiteral("  %1 %2").arg(command.name, command.arguments);
        text += usage.size() > 24 ? usage + QLatin1Char('\n') + QString(25, QLatin1Char(' ')) : usage.leftJustified(25);
        text += command.summary + QLatin1Char('\n');
    }
    return text;
}

} // namespace commands
