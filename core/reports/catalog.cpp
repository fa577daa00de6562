// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/catalog.h"

#include "core/reports/csvreport.h"
#include "core/reports/htmlreport.h"
#include "core/reports/jsonreport.h"
#include "core/reports/markdownreport.h"
#include "core/reports/openmetrics.h"
#include "core/reports/textreport.h"

namespace reports {

using base::Unexpected;

const QList<ReportFormat> &catalog()
{
    static const QList<ReportFormat> formats{
        {QStringLiteral(".txt"), textReport},
        {QStringLiteral(".md"), markdownReport},
        {QStringLiteral(".html"), htmlReport},
        {QStringLiteral(".json"), jsonReport},
        {QStringLiteral(".csv"), csvReport},
        {QStringLiteral(".prom"), promReport},
        {QStringLiteral(".openmetrics"), openMetricsReport},
    };
    return formats;
}

const ReportFormat *formatFor(const QString &path)
{
    for (const ReportFormat &format : catalog()) {
        if (path.endsWith(format.suffix, Qt::CaseInsensitive))
            return &format;
    }
    return nullptr;
}

QString suffixes(const QString &lastJoint)
{
    QString all;
    for (qsizetype i = 0; i < catalog().size(); ++i) {
        const bool isLast = i + 1 == catalog().size();
        all += (i == 0 ? QString() : isLast ? lastJoint : QStringLiteral(", ")) + catalog()[i].suffix;
    }
    return all;
}

base::Expected<void, IoError> write(const QString &path, const ReportInput &input)
{
    const ReportFormat *format = formatFor(path);
    if (!format)
        return Unexpected{IoError{IoError::Reason::UnknownFormat, path, {}}};
    if (const auto written = base::writeWhole(path, format->render(input)); !written)
        return Unexpected{IoError{IoError::Reason::NotWritten, path, written.error()}};
    return {};
}

} // namespace reports
