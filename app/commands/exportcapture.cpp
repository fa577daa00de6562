// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/exportcapture.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "app/commands/longwork.h"
#include "app/run/filewords.h"
#include "core/exporters/capturesource.h"
#include "core/exporters/exporting.h"
#include "core/filters/matcher.h"
#include "ui/text/filtertext.h"
#include "ui/text/format.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace commands {
namespace {

using app::ExitStatus;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ExportCommand)
};

//! What the command line asked for.
struct Wanted
{
    QString capture, to;
    exporters::Order order{};
    filters::Filter filter{};
    base::Draft::Existing existing = base::Draft::Existing::Refuse;
};

QString formatsHelp()
{
    QString text = QStringLiteral("\nFormats\n");
    for (const exporters::Format &each : exporters::catalog()) {
        text += QStringLiteral("  %1%2%3\n")
                    .arg(QString(each.id).leftJustified(10), QString(each.suffix).leftJustified(10),
                        QCoreApplication::translate("exporters", each.description));
    }
    return text;
}

QString helpText()
{
    return QStringLiteral(R"(Takes rows of a capture away, in the form that another tool wants.

Usage: socketscope export CAPTURE --to FILE [options]

  --to FILE       where it goes; nothing stands there until all of it was written
  --format ID     one of those below, unless the suffix of FILE says it
  --filter EXPR   only rows that match, such as 'dir:in type:trade $.data.price>100'; docs/filters.md has the language
  --from TIME     only rows from then on: 12:00 on the day of the first row, or 2026-01-02T12:00:30Z
  --until TIME    only rows before
  --column PATH   with csv: a column of values of the payload, such as '$.data.price'; may be repeated
  --with-secrets  also what looks like a secret; else [redacted] stands in its place
  --overwrite     replace FILE if it exists
)") + formatsHelp()
        + QStringLiteral("\nExit status: 0 all was written, 1 the capture could not be read, 2 bad usage, 3 FILE could "
                         "not be written.\n");
}

int misuse(const QString &sentence)
{
    app::say(sentence);
    std::fputs("Try 'socketscope export --help'.\n", stderr);
    return static_cast<int>(ExitStatus::BadUsage);
}

// The filter and a mark under where it breaks.
int misuse(const QString &text, const filters::FilterError &error)
{
    app::say(text::explain(error));
    const QString before = app::terminalLine(text.first(std::min(error.at, text.size())));
    std::fprintf(stderr, "  %s\n  %s^\n", app::terminalLine(text).toUtf8().constData(),
        QByteArray(before.size(), ' ').constData());
    return static_cast<int>(ExitStatus::BadUsage);
}

//! Compiles \a text and adds it to what was wanted before; false: an error was said.
bool addFilter(QString &all, const QString &text)
{
    const auto filter = filters::Filter::compile(text);
    if (!filter) {
        (void)misuse(text, filter.error());
        return false;
    }
    if (!filter->matchesAll())
        all += QStringLiteral(" (") + text + QLatin1Char(')');
    return true;
}

std::optional<int> read(const QStringList &arguments, Wanted &wanted)
{
    QCommandLineParser parser;
    const QCommandLineOption to(QStringLiteral("to"), {}, QStringLiteral("FILE"));
    const QCommandLineOption format(QStringLiteral("format"), {}, QStringLiteral("ID"));
    const QCommandLineOption filter(QStringLiteral("filter"), {}, QStringLiteral("EXPR"));
    const QCommandLineOption from(QStringLiteral("from"), {}, QStringLiteral("TIME"));
    const QCommandLineOption until(QStringLiteral("until"), {}, QStringLiteral("TIME"));
    const QCommandLineOption column(QStringLiteral("column"), {}, QStringLiteral("PATH"));
    const QCommandLineOption withSecrets(QStringLiteral("with-secrets"));
    const QCommandLineOption overwrite(QStringLiteral("overwrite"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({to, format, filter, from, until, column, withSecrets, overwrite, help});
    if (!parser.parse(QStringList(QStringLiteral("export")) + arguments))
        return misuse(parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(helpText().toUtf8().constData(), stdout);
        return 0;
    }
    if (parser.positionalArguments().size() != 1 || parser.value(to).isEmpty())
        return misuse(Words::tr("name one capture, and with --to where its rows go"));
    wanted.capture = parser.positionalArguments().constFirst();
    wanted.to = parser.value(to);
    wanted.order.format
        = parser.isSet(format) ? exporters::formatNamed(parser.value(format)) : exporters::formatFor(wanted.to);
    if (!wanted.order.format)
        return misuse(parser.isSet(format)
                ? Words::tr("there is no format %1").arg(parser.value(format))
                : Words::tr("the suffix of %1 says no format; --format does").arg(wanted.to));
    QString all;
    if (!addFilter(all, parser.value(filter))
        || (parser.isSet(from) && !addFilter(all, QStringLiteral("after:") + parser.value(from)))
        || (parser.isSet(until) && !addFilter(all, QStringLiteral("before:") + parser.value(until))))
        return static_cast<int>(ExitStatus::BadUsage);
    if (auto compiled = filters::Filter::compile(all))
        wanted.filter = *compiled;
    else
        return misuse(all, compiled.error());
    for (const QString &each : parser.values(column))
        wanted.order.columns.append(each.toUtf8());
    wanted.order.secrets = parser.isSet(withSecrets) ? exporters::Secrets::Kept : exporters::Secrets::Hidden;
    if (parser.isSet(overwrite))
        wanted.existing = base::Draft::Existing::Replace;
    return {};
}

int failed(const QString &to, const exporters::ExportError &error)
{
    using Reason = exporters::ExportError::Reason;
    switch (error.reason) {
    case Reason::NotWritten:
        if (error.file.reason == base::FileError::Reason::Exists)
            app::say(Words::tr("%1 exists; --overwrite replaces it").arg(to));
        else
            app::say(Words::tr("cannot write %1: %2").arg(to, app::fileWords(error.file)));
        return static_cast<int>(ExitStatus::CannotWrite);
    case Reason::NotRead: app::say(Words::tr("the capture cannot be read to its end; nothing was written")); break;
    case Reason::Cancelled: app::say(Words::tr("cancelled; nothing was written")); break;
    }
    return 1;
}

void sayWhatWasDone(const exporters::Exported &done, quint64 undecided)
{
    const exporters::Redactions &hidden = done.totals.redactions;
    QString sentence = Words::tr("%1 rows, %2").arg(text::count(done.totals.rows), text::bytes(done.bytes));
    if (hidden.places > 0)
        sentence += Words::tr("; hidden: %1 values in %2 messages")
                        .arg(text::count(hidden.places), text::count(hidden.messages));
    if (hidden.notRead > 0)
        sentence += Words::tr("; not looked into for secrets: %1 binary messages").arg(text::count(hidden.notRead));
    if (undecided > 0)
        sentence
            += Words::tr("; left out: %1 for which the regular expression takes too long").arg(text::count(undecided));
    app::say(sentence);
}

int work(Wanted &wanted, exporters::Progress &progress, const capture::CancelFlag &cancelled)
{
    auto source = exporters::CaptureSource::open(wanted.capture, cancelled);
    if (!source) {
        app::say(Words::tr("cannot read %1: %2").arg(wanted.capture, app::captureWords(source.error())));
        return 1;
    }
    filters::Context context;
    for (const capture::CapturedConnection &each : source->connections())
        context.connections.append({each.id, each.url});
    filters::Matcher matcher(wanted.filter, context);
    if (!wanted.filter.matchesAll())
        wanted.order.selection.matcher = &matcher;
    const auto done = exporters::exportRows(*source, wanted.order, wanted.to, wanted.existing, progress, cancelled);
    if (!done)
        return failed(wanted.to, done.error());
    sayWhatWasDone(*done, matcher.undecided());
    return 0;
}

} // namespace

int exportCapture(char *programName, const QStringList &arguments)
{
    Wanted wanted;
    if (const auto status = read(arguments, wanted))
        return *status;
    exporters::Progress progress;
    return doLong(
        programName, [&](const capture::CancelFlag &cancelled) { return work(wanted, progress, cancelled); },
        [&] {
            return Words::tr("%1 % · %2 rows · %3")
                .arg(progress.permille / 10)
                .arg(text::count(progress.rows), text::bytes(progress.bytes));
        });
}

} // namespace commands
