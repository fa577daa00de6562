// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/markdownreport.h"

#include "core/reports/figures.h"
#include "core/reports/model.h"
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

static QString listOf(const QString &title, const QStringList &sentences)
{
    if (sentences.isEmpty())
        return {};
    QString list = QStringLiteral("\n## ") + escaped(oneLine(title)) + QStringLiteral("\n\n");
    for (const QString &sentence : sentences)
        list += QStringLiteral("- ") + escaped(oneLine(sentence)) + QLatin1Char('\n');
    return list;
}

static QString tableOf(const Table &table, const ReportWords &words)
{
    QString head = QStringLiteral("|"), rule = QStringLiteral("|"), rows;
    for (const Table::Column &column : table.columns) {
        head += QLatin1Char(' ') + escaped(words.label(column.key)) + QStringLiteral(" |");
        rule += column.unit >= Unit::Moment ? QStringLiteral("---|") : QStringLiteral("---:|");
    }
    for (const QList<Value> &row : table.rows) {
        rows += QLatin1Char('|');
        for (qsizetype i = 0; i < row.size(); ++i)
            rows += QLatin1Char(' ') + escaped(textOf(row[i], table.columns[i].unit, words)) + QStringLiteral(" |");
        rows += QLatin1Char('\n');
    }
    return QStringLiteral("\n## ") + escaped(words.label(table.key)) + QStringLiteral("\n\n") + head + QLatin1Char('\n')
        + rule + QLatin1Char('\n') + rows;
}

QByteArray markdownReport(const ReportInput &input)
{
    const ReportWords &words = input.words;
    QString page = QStringLiteral("# ") + escaped(words.title) + QStringLiteral("\n\n") + tableOf(aboutLines(input));
    page += listOf(words.summaryTitle, input.summary) + listOf(words.verdictsTitle, input.verdicts);
    QList<ReportGroup> groups = guideGroups(input);
    const Model model = modelOf(input);
    for (const Section &section : model.sections) {
        ReportGroup group{words.label(section.key), {}};
        for (const Figure &figure : section.figures)
            group.lines.append({words.label(figure.key), textOf(figure.value, figure.unit, words)});
        groups.append(group);
    }
    for (const ReportGroup &group : groups)
        page += QStringLiteral("\n## ") + escaped(group.title) + QStringLiteral("\n\n") + tableOf(group.lines);
    for (const Table &table : model.tables)
        page += tableOf(table, words);
    page += QStringLiteral("\n## ") + escaped(words.redaction) + QStringLiteral("\n\n") + escaped(words.redacted)
        + QLatin1Char('\n');
    return page.toUtf8();
}

} // namespace reports
