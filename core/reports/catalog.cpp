// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/catalog.h"

#include "core/reports/jsonreport.h"
#include "core/reports/markdownreport.h"
#include "core/reports/textreport.h"

namespace reports {

using base::Unexpected;

const QList<ReportFormat> &catalog()
{
    static const QList<ReportFormat> formats{
        {QStringLiteral(".txt"), textReport},
        {QStringLiteral(".md"), markdownReport},
        {QStringLiteral(".json"), jsonReport},
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
