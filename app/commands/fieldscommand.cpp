// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/fieldscommand.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/run/endreport.h"
#include "app/run/filewords.h"
#include "core/decoders/catalog.h"
#include "core/reports/fieldsreport.h"
#include "core/stream/capturehandle.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>

namespace commands {

namespace {

using app::ExitStatus;

int complain(const QString &sentence, ExitStatus status)
{
    app::say(sentence);
    return static_cast<int>(status);
}

//! What the options say about how messages are read; the name of the option whose value is none.
base::Expected<decoders::ReadingChoice, QString> choiceOf(const QCommandLineParser &parser)
{
    decoders::ReadingChoice choice;
    choice.base64 = parser.isSet(QStringLiteral("base64"));
    choice.hex = parser.isSet(QStringLiteral("hex"));
    if (const QString name = parser.value(QStringLiteral("decode")); !name.isEmpty()) {
        choice.wrapping = decoders::wrappingNamed(name);
        if (!choice.wrapping)
            return base::Unexpected{QStringLiteral("decode")};
    }
    if (const QString name = parser.value(QStringLiteral("split")); !name.isEmpty()) {
        choice.split = decoders::splitNamed(name);
        if (!choice.split)
            return base::Unexpected{QStringLiteral("split")};
    }
    choice.format = parser.value(QStringLiteral("format"));
    if (!choice.format.isEmpty() && decoders::decoderNumber(QLatin1StringView(choice.format.toLatin1())) < 0)
        return base::Unexpected{QStringLiteral("format")};
    return choice;
}

QString formats()
{
    QStringList names;
    for (const decoders::DecoderEntry &entry : decoders::catalog())
        names.append(entry.id);
    return names.join(QLatin1String(", "));
}

} // namespace

int runFields(char *programName, const QStringList &arguments)
{
    int count = 1;
    char *program[]{programName, nullptr};
    const QCoreApplication application(count, program);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Writes what is found in a captured feed, as JSON: fields, keys, units, clock (docs/feeds.md)."));
    parser.addPositionalArgument(
        QStringLiteral("CAPTURE"), QStringLiteral("The capture file."), QStringLiteral("fields CAPTURE"));
    parser.addOptions({{QStringLiteral("out"), QStringLiteral("Write to FILE instead of standard output."),
                           QStringLiteral("FILE"), QStringLiteral("-")},
        {QStringLiteral("connection"), QStringLiteral("The connection with this number instead of the first."),
            QStringLiteral("N")},
        {QStringLiteral("decode"), QStringLiteral("none, gzip, zlib, deflate or zlib-stream instead of finding out."),
            QStringLiteral("D")},
        {QStringLiteral("split"),
            QStringLiteral("none, texts, length-u16, length-u32, length-u16-little or length-u32-little."),
            QStringLiteral("S")},
        {QStringLiteral("format"), formats() + QLatin1Char('.'), QStringLiteral("F")},
        {QStringLiteral("hex"), QStringLiteral("Strings such as 0x1F are numbers.")},
        {QStringLiteral("base64"), QStringLiteral("Strings that are base64 of JSON are read in their place.")}});
    const QCommandLineOption help = parser.addHelpOption();
    const bool isParsed = parser.parse(QStringList{QStringLiteral("socketscope fields")} + arguments);
    if (isParsed && parser.isSet(help)) {
        std::fputs(parser.helpText().toUtf8().constData(), stdout);
        return static_cast<int>(ExitStatus::Done);
    }
    if (!isParsed)
        return complain(parser.errorText(), ExitStatus::BadUsage);
    if (parser.positionalArguments().size() != 1)
        return complain(
            QStringLiteral("fields needs one capture file; try 'socketscope fields --help'"), ExitStatus::BadUsage);
    const auto choice = choiceOf(parser);
    if (!choice)
        return complain(QStringLiteral("--%1: there is no such value").arg(choice.error()), ExitStatus::BadUsage);

    const QString file = parser.positionalArguments().front();
    const auto connections = stream::CaptureHandle::inspect(file);
    if (!connections)
        return complain(QStringLiteral("cannot read %1: %2").arg(file, app::captureWords(connections.error())),
            ExitStatus::NotConnected);
    const QString wanted = parser.value(QStringLiteral("connection"));
    const auto found = std::ranges::find_if(*connections, [&](const capture::CapturedConnection &one) {
        return wanted.isEmpty() || QString::number(one.id.value) == wanted;
    });
    if (found == connections->end())
        return complain(QStringLiteral("the capture has no connection %1").arg(wanted), ExitStatus::BadUsage);

    stream::CaptureHandle handle(file, *found);
    handle.setReading(*choice);
    QEventLoop loop;
    QObject::connect(&handle.replay(), &stream::CaptureReplay::progressed, &loop, [&loop](int percent) {
        if (percent == 100)
            loop.quit();
    });
    handle.replay().start();
    loop.exec();
    const QByteArray json = reports::fieldsReport(*handle.series(), *handle.facts());
    return static_cast<int>(
        app::writeFieldsReport(parser.value(QStringLiteral("out")), json) ? ExitStatus::Done : ExitStatus::CannotWrite);
}

} // namespace commands
