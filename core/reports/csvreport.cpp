// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/csvreport.h"

#include "core/reports/figures.h"
#include "core/reports/model.h"

#include <cmath>

namespace reports {
namespace {

QString csvCell(QString text)
{
    static const QString formulas = QStringLiteral("=+-@\t\r");
    text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    if (!text.isEmpty() && formulas.contains(text.front()))
        text.prepend(QLatin1Char('\''));
    static const QString special = QStringLiteral(",;\"\r\n\t'");
    bool needsQuotes = text.startsWith(QLatin1Char(' ')) || text.endsWith(QLatin1Char(' '));
    for (const QChar c : std::as_const(text))
        needsQuotes = needsQuotes || special.contains(c);
    if (!needsQuotes)
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QString csvValue(const Value &value, Unit unit)
{
    const Value plain = machineValue(value, unit);
    if (const auto *text = std::get_if<QString>(&plain))
        return csvCell(*text);
    if (const auto *whole = std::get_if<quint64>(&plain))
        return QString::number(*whole);
    const auto *number = std::get_if<double>(&plain);
    return number ? QString::number(*number, 'g', 15) : QString();
}

void addCsvLine(QString &csv, const QString &section, const QString &item, const QString &figure, const QString &value)
{
    csv += section + QLatin1Char(',') + item + QLatin1Char(',') + figure + QLatin1Char(',') + value
        + QStringLiteral("\r\n");
}

} // namespace

QByteArray csvReport(const ReportInput &input)
{
    QString csv = QStringLiteral("section,item,figure,value\r\n");
    const QString about = QStringLiteral("about");
    addCsvLine(csv, about, {}, QStringLiteral("url"), csvCell(input.url));
    addCsvLine(csv, about, {}, QStringLiteral("started"), momentText(input.startedWallNs));
    addCsvLine(csv, about, {}, QStringLiteral("duration_seconds"), csvValue(input.durationS, Unit::Count));
    const Model model = modelOf(input);
    for (const Section &section : model.sections) {
        for (const Figure &figure : section.figures)
            addCsvLine(csv, QString::fromLatin1(section.key), {}, machineKey(figure.key, figure.unit),
                csvValue(figure.value, figure.unit));
    }
    for (const Table &table : model.tables) {
        for (qsizetype row = 0; row < table.rows.size(); ++row) {
            for (qsizetype i = 0; i < table.columns.size(); ++i)
                addCsvLine(csv, QString::fromLatin1(table.key), QString::number(row + 1),
                    machineKey(table.columns[i].key, table.columns[i].unit),
                    csvValue(table.rows[row][i], table.columns[i].unit));
        }
    }
    return csv.toUtf8();
}

} // namespace reports
