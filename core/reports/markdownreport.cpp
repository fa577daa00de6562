// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/markdownreport.h"

#include "core/reports/reportgroups.h"

namespace reports {

// All that Markdown or HTML could take for markup; an address must not become a link, a table or a tag.
static QString escaped(const QString &text)
{
    static const QString special = QStringLiteral("\\`*_{}[]<>|#~&");
    QString out;
    for (const QChar c : text) {
        if (special.contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

static QString tableOf(const QList<ReportLine> &lines)
{
    QString table = QStringLiteral("| | |\n|---|---:|\n");
    for (const ReportLine &line : lines)
        table += QStringLiteral("| ") + escaped(line.label) + QStringLiteral(" | ") + escaped(line.value)
            + QStringLiteral(" |\n");
    return table;
}

QByteArray markdownReport(const ReportInput &input)
{
    QString page
        = QStringLiteral("# ") + escaped(input.words.title) + QStringLiteral("\n\n") + tableOf(aboutLines(input));
    QList<ReportGroup> groups = guideGroups(input);
    groups.append(captureGroup(input));
    for (const ReportGroup &group : groups)
        page += QStringLiteral("\n## ") + escaped(group.title) + QStringLiteral("\n\n") + tableOf(group.lines);
    return page.toUtf8();
}

} // namespace reports
