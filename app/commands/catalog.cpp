// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/catalog.h"

#include "app/commands/check.h"
#include "app/commands/exportcapture.h"
#include "app/commands/fieldscommand.h"
#include "app/commands/importfile.h"
#include "app/commands/report.h"
#include "app/commands/serve.h"

#include <algorithm>

namespace commands {

const std::vector<Command> &catalog()
{
    static const std::vector<Command> commands{
        {.name = QLatin1StringView("serve"),
            .arguments = QLatin1StringView("CAPTURE"),
            .summary = QLatin1StringView("hold a recorded conversation again with any client that comes"),
            .run = &serve},
        {QLatin1StringView("check"), QLatin1StringView("URL"),
            QLatin1StringView("connect once and say what works: handshake, reply, latency, certificate"), check},
        {QLatin1StringView("report"), QLatin1StringView("CAPTURE"),
            QLatin1StringView("write the report of an earlier run from its capture"), report},
        {.name = QLatin1StringView("export"),
            .arguments = QLatin1StringView("CAPTURE --to FILE"),
            .summary = QLatin1StringView("write rows of a capture as NDJSON, CSV, HAR, pcapng and others"),
            .run = exportCapture},
        {.name = QLatin1StringView("import"),
            .arguments = QLatin1StringView("FILE --to CAPTURE"),
            .summary = QLatin1StringView("make a capture of a HAR, pcapng, NDJSON or wscat log"),
            .run = importFile},
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
