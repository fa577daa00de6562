// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/report.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/commands/capturefailure.h"
#include "app/run/endreport.h"
#include "core/reports/catalog.h"
#include "core/stream/captureanalysis.h"
#include "core/stream/capturehandle.h"
#include "ui/text/reporttext.h"

#include <QCommandLineParser>
#include <QDateTime>

#include <cstdio>

namespace commands {
namespace {

using app::ExitStatus;
using app::say;

//! What the arguments asked for, checked.
struct ReportOrder
{
    QString capture;
    QString to = QStringLiteral("-");
    int connection = 0; //!< 0: the first.
    stream::CaptureRange range{};
    text::ReportLanguage language = text::ReportLanguage::Own;
};

int badUsage(const QString &sentence)
{
    say(sentence);
    std::fputs("Try 'socketscope report --help'.\n", stderr);
    return static_cast<int>(ExitStatus::BadUsage);
}

QString helpOfReport()
{
    return QStringLiteral(
        "Usage: socketscope report [options] CAPTURE\n\n"
        "Writes the report of an earlier run from its capture.\n\n"
        "  --to FILE              where, by suffix as %1;\n"
        "                         without it, or as -, it is text on standard output\n"
        "  --lang L               its language: en or zh_CN\n"
        "  --connection N         which connection of the run, from 1; the first unless given\n"
        "  --from T, --until T    only what came between: 2026-11-23T10:05:00, in local time, or with Z or an offset\n"
        "  -h, --help             this text\n")
        .arg(reports::suffixes(QStringLiteral(" or ")));
}

std::optional<qint64> momentIn(const QString &text)
{
    const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    return at.isValid() ? std::optional(at.toMSecsSinceEpoch() * 1'000'000) : std::nullopt;
}

//! Reads one option of a time into \a time; false when it is none.
bool readTime(const QCommandLineParser &parser, const QString &name, qint64 &time)
{
    if (!parser.isSet(name))
        return true;
    const auto moment = momentIn(parser.value(name));
    time = moment.value_or(time);
    return moment.has_value();
}

base::Expected<ReportOrder, QString> orderIn(const QCommandLineParser &parser)
{
    ReportOrder order;
    if (parser.positionalArguments().size() != 1)
        return base::Unexpected{QStringLiteral("report: give one capture")};
    order.capture = parser.positionalArguments().first();
    if (parser.isSet(QStringLiteral("to")))
        order.to = parser.value(QStringLiteral("to"));
    if (order.to != QLatin1String("-") && !reports::formatFor(order.to))
        return base::Unexpected{QStringLiteral("--to: the file must end in %1, or be - for standard output")
                                    .arg(reports::suffixes(QStringLiteral(" or ")))};
    if (parser.isSet(QStringLiteral("lang"))) {
        const auto language = text::reportLanguage(parser.value(QStringLiteral("lang")));
        if (!language)
            return base::Unexpected{QStringLiteral("--lang: reports are written in en and zh_CN")};
        order.language = *language;
    }
    if (parser.isSet(QStringLiteral("connection"))) {
        order.connection = parser.value(QStringLiteral("connection")).toInt();
        if (order.connection < 1 || order.connection > 65'535)
            return base::Unexpected{QStringLiteral("--connection: write a number from 1 to 65535")};
    }
    if (!readTime(parser, QStringLiteral("from"), order.range.fromNs)
        || !readTime(parser, QStringLiteral("until"), order.range.untilNs))
        return base::Unexpected{QStringLiteral("--from, --until: write a time as 2026-11-23T10:05:00")};
    if (order.range.fromNs >= order.range.untilNs)
        return base::Unexpected{QStringLiteral("--until lies before --from")};
    return order;
}

int write(const ReportOrder &order)
{
    const auto connections = stream::CaptureHandle::inspect(order.capture);
    if (!connections)
        return captureFailed(order.capture, connections.error());
    const auto chosen = std::ranges::find_if(*connections, [&order](const capture::CapturedConnection &each) {
        return order.connection == 0 || each.id.value == order.connection;
    });
    if (chosen == connections->end())
        return badUsage(QStringLiteral("--connection: the capture has no connection %1").arg(order.connection));
    if (order.connection == 0 && connections->size() > 1)
        say(QStringLiteral("the capture has %1 connections; this is about number %2 (--connection N)")
                .arg(connections->size())
                .arg(chosen->id.value));
    const auto figures = stream::analyseCapture(order.capture, *chosen, order.range);
    if (!figures)
        return captureFailed(order.capture, figures.error());
    if (!figures->isWhole)
        say(QStringLiteral("the capture is damaged: the report ends where it could not be read any further"));
    reports::ReportInput input;
    input.url = chosen->url;
    input.capture = figures->capture;
    input.startedWallNs = chosen->openedNs;
    input.setRun(figures->run);
    text::putIntoWords(input, order.language);
    return static_cast<int>(app::writeEndReport(order.to, input) ? ExitStatus::Done : ExitStatus::CannotWrite);
}

} // namespace

int report(char *, const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOption(help);
    for (const char *name : {"to", "lang", "connection", "from", "until"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), {}, QStringLiteral("value")));
    if (!parser.parse(QStringList(QStringLiteral("report")) + arguments))
        return badUsage(QStringLiteral("report: ") + parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(helpOfReport().toUtf8().constData(), stdout);
        return 0;
    }
    const auto order = orderIn(parser);
    return order ? write(*order) : badUsage(order.error());
}

} // namespace commands
