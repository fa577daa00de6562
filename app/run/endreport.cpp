// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/endreport.h"

#include "app/run/filewords.h"
#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "core/reports/catalog.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

namespace app {

static bool writeToStandardOutput(const QByteArray &whole)
{
    QByteArray report;
    if (isTerminal(STDOUT_FILENO))
        appendForTerminal(report, whole);
    else
        report = whole;
    std::fwrite(report.constData(), 1, static_cast<std::size_t>(report.size()), stdout);
    return std::fflush(stdout) == 0;
}

bool writeFieldsReport(const QString &file, const QByteArray &json)
{
    if (file == QLatin1String("-"))
        return writeToStandardOutput(json);
    const auto written = base::writeWhole(file, json);
    if (!written)
        say(QCoreApplication::translate("app::Run", "cannot write the fields to %1: %2")
                .arg(file, fileWords(written.error())));
    return written.hasValue();
}

bool writeEndReport(const QString &file, const reports::ReportInput &input)
{
    if (file == QLatin1String("-"))
        return writeToStandardOutput(reports::formatFor(QStringLiteral(".txt"))->render(input));
    const auto written = reports::write(file, input);
    if (!written)
        say(QCoreApplication::translate("app::Run", "cannot write the report %1: %2")
                .arg(file, fileWords(written.error().file)));
    return written.hasValue();
}

} // namespace app
