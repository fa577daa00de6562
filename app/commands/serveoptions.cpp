// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/serveoptions.h"

#include "app/cli/optionvalues.h"

#include <QCommandLineParser>

namespace commands {
namespace {

base::Unexpected<QString> wrong(const QString &sentence) { return {sentence}; }

// `2`, `0.5`, or `max` for as soon as may be, which is 0; nothing for anything else.
std::optional<double> factorFrom(const QString &text)
{
    if (text == QLatin1String("max"))
        return 0.0;
    bool ok = false;
    const double factor = text.toDouble(&ok);
    return ok && factor >= 0.001 && factor <= 1000.0 ? std::optional(factor) : std::nullopt;
}

} // namespace

QString serveHelp()
{
    return QStringLiteral(R"(Usage: socketscope serve [options] CAPTURE

Serves a recorded conversation to any client, on every path: what the server said comes again, each message behind the
client's messages that stood before it. Ids that the client chose and times are mapped to the new conversation; the
rules for it are found by comparing.

  --listen [HOST:]PORT   where; HOST is 127.0.0.1 unless given, PORT 0, which is the default, is a free one
  --connection N         which connection of the capture; the first one with messages unless given
  --factor F             2 is twice as fast, 0.5 half as fast, max as soon as may be
  --no-wait              by the clock alone, whatever the client says
  --write-rules FILE     write the rules that were found, as JSON, for editing
  --rules FILE           use only the rules in this file that are on
  -h, --help             this text
)");
}

base::Expected<ServeOptions, QString> serveOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption listen(QStringLiteral("listen"), {}, QStringLiteral("address"));
    const QCommandLineOption connection(QStringLiteral("connection"), {}, QStringLiteral("n"));
    const QCommandLineOption factor(QStringLiteral("factor"), {}, QStringLiteral("f"));
    const QCommandLineOption noWait(QStringLiteral("no-wait"));
    const QCommandLineOption rules(QStringLiteral("rules"), {}, QStringLiteral("file"));
    const QCommandLineOption writeRules(QStringLiteral("write-rules"), {}, QStringLiteral("file"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({listen, connection, factor, noWait, rules, writeRules, help});
    ServeOptions out;
    if (!parser.parse(QStringList{QStringLiteral("serve")} + arguments))
        return wrong(parser.errorText());
    out.help = parser.isSet(help);
    if (out.help)
        return out;
    if (parser.positionalArguments().size() != 1)
        return wrong(QStringLiteral("serve needs one capture"));
    out.capture = parser.positionalArguments().first();
    out.rules = parser.value(rules);
    out.writeRules = parser.value(writeRules);
    out.pace.waits = !parser.isSet(noWait);
    if (parser.isSet(listen)) {
        app::Options where;
        if (const auto read = app::optionvalues::listen(where, parser.value(listen), {}); !read)
            return wrong(read.error().text);
        out.host = where.listenHost;
        out.port = where.listenPort;
    }
    if (parser.isSet(connection)) {
        out.connection = parser.value(connection).toULongLong();
        if (out.connection == 0)
            return wrong(QStringLiteral("--connection: write a number from 1"));
    }
    if (parser.isSet(factor)) {
        const auto number = factorFrom(parser.value(factor));
        if (!number)
            return wrong(QStringLiteral("--factor: write a number from 0.001 to 1000, or max"));
        out.pace.factor = *number;
    }
    return out;
}

} // namespace commands
