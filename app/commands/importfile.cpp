// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/importfile.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/commands/longwork.h"
#include "core/importers/importing.h"
#include "ui/text/format.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <optional>

namespace commands {
namespace {

using app::ExitStatus;

struct ImportWords
{
    Q_DECLARE_TR_FUNCTIONS(ImportCommand)
};

struct ImportWanted
{
    QString file, to;
    const importers::Format *format = nullptr;
    base::Draft::Existing existing = base::Draft::Existing::Refuse;
};

QString importHelp()
{
    QString text = QStringLiteral(R"(Makes a capture of what another tool wrote.

Usage: socketscope import FILE --to CAPTURE [options]

  --to CAPTURE    where it goes; nothing stands there until all of FILE was read
  --format ID     one of those below, unless FILE's beginning says it
  --overwrite     replace CAPTURE if it exists

Formats
)");
    for (const importers::Format &each : importers::catalog()) {
        text
            += QStringLiteral("  %1%2\n")
                   .arg(QString(each.id).leftJustified(10), QCoreApplication::translate("importers", each.description));
    }
    return text
        + QStringLiteral("\nExit status: 0 all was read, 1 FILE could not be read, 2 bad usage, 3 CAPTURE could not be "
                         "written.\n");
}

int misusedImport(const QString &sentence)
{
    app::say(sentence);
    std::fputs("Try 'socketscope import --help'.\n", stderr);
    return static_cast<int>(ExitStatus::BadUsage);
}

std::optional<int> read(const QStringList &arguments, ImportWanted &wanted)
{
    QCommandLineParser parser;
    const QCommandLineOption to(QStringLiteral("to"), {}, QStringLiteral("CAPTURE"));
    const QCommandLineOption format(QStringLiteral("format"), {}, QStringLiteral("ID"));
    const QCommandLineOption overwrite(QStringLiteral("overwrite"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({to, format, overwrite, help});
    if (!parser.parse(QStringList(QStringLiteral("import")) + arguments))
        return misusedImport(parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(importHelp().toUtf8().constData(), stdout);
        return 0;
    }
    if (parser.positionalArguments().size() != 1 || parser.value(to).isEmpty())
        return misusedImport(ImportWords::tr("name one file, and with --to the capture it becomes"));
    wanted.file = parser.positionalArguments().constFirst();
    wanted.to = parser.value(to);
    if (parser.isSet(format)) {
        wanted.format = importers::formatNamed(parser.value(format));
        if (!wanted.format)
            return misusedImport(ImportWords::tr("there is no format %1").arg(parser.value(format)));
    }
    if (parser.isSet(overwrite))
        wanted.existing = base::Draft::Existing::Replace;
    return {};
}

int failed(const ImportWanted &wanted, const importers::ImportError &error)
{
    using Reason = importers::ImportError::Reason;
    const auto unread = [&](const QString &why) {
        app::say(ImportWords::tr("cannot read %1: %2").arg(wanted.file, why));
        return 1;
    };
    switch (error.reason) {
    case Reason::NotRead: return unread(error.detail);
    case Reason::NotRegular: return unread(ImportWords::tr("it is not a regular file"));
    case Reason::UnknownFormat: return unread(ImportWords::tr("no format begins like this; --format says which it is"));
    case Reason::Broken: return unread(ImportWords::tr("it is broken at byte %1").arg(error.at));
    case Reason::TooLong:
        return unread(ImportWords::tr("the value at byte %1 is longer than a message may be").arg(error.at));
    case Reason::NoRows: return unread(ImportWords::tr("there are no messages in it"));
    case Reason::Cancelled: app::say(ImportWords::tr("cancelled; nothing was written")); return 1;
    case Reason::Exists: app::say(ImportWords::tr("%1 exists; --overwrite replaces it").arg(wanted.to)); break;
    case Reason::NotWritten: app::say(ImportWords::tr("cannot write %1: %2").arg(wanted.to, error.detail)); break;
    }
    return static_cast<int>(ExitStatus::CannotWrite);
}

} // namespace

int importFile(char *programName, const QStringList &arguments)
{
    ImportWanted wanted;
    if (const auto status = read(arguments, wanted))
        return *status;
    importers::Progress progress;
    const auto work = [&](const capture::CancelFlag &cancelled) {
        const auto done
            = importers::importFile(wanted.file, wanted.format, wanted.to, wanted.existing, progress, cancelled);
        if (!done)
            return failed(wanted, done.error());
        app::say(
            ImportWords::tr("%1 rows of %2 connections, read as %3")
                .arg(text::count(done->rows), text::count(static_cast<quint64>(done->connections)), done->format->id));
        return 0;
    };
    return doLong(programName, work,
        [&] { return ImportWords::tr("%1 % · %2 rows").arg(progress.permille / 10).arg(text::count(progress.rows)); });
}

} // namespace commands
