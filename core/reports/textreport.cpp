// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/textreport.h"

#include "core/reports/columnwidth.h"
#include "core/reports/reportgroups.h"

#include <QStringList>

#include <algorithm>

namespace reports {

static constexpr qsizetype narrowest = 39; // As the guide draws it.
static constexpr qsizetype widest = 100;

// An empty string is a line across.
static QStringList contentOf(const ReportInput &input)
{
    QStringList lines;
    for (const ReportGroup &group : guideGroups(input)) {
        lines << QString() << QLatin1Char(' ') + group.title + QLatin1Char(':');
        for (const ReportLine &line : group.lines)
            lines << QStringLiteral("   %1: %2").arg(line.label, line.value);
    }
    return lines;
}

static QString across(QChar left, qsizetype width, QChar right)
{
    return left + QString(width, QChar(0x2550)) + right + QLatin1Char('\n');
}

static QString row(const QString &text, qsizetype width)
{
    const QString fitting = elided(text, width);
    const QChar edge(0x2551);
    return edge + fitting + QString(width - columnWidth(fitting), QLatin1Char(' ')) + edge + QLatin1Char('\n');
}

QByteArray textReport(const ReportInput &input)
{
    const QString title = input.words.title;
    const QStringList lines = contentOf(input);
    qsizetype width = std::max(narrowest, columnWidth(title) + 2);
    for (const QString &line : lines)
        width = std::max(width, columnWidth(line) + 1);
    width = std::min(width, widest);

    const qsizetype indent = std::max<qsizetype>(0, (width - columnWidth(title)) / 2);
    QString box = across(QChar(0x2554), width, QChar(0x2557)) + row(QString(indent, QLatin1Char(' ')) + title, width);
    for (const QString &line : lines)
        box += line.isEmpty() ? across(QChar(0x2560), width, QChar(0x2563)) : row(line, width);
    box += across(QChar(0x255A), width, QChar(0x255D));
    for (const ReportLine &line : aboutLines(input) + captureGroup(input).lines)
        box += QStringLiteral("%1: %2\n").arg(line.label, line.value);
    return box.toUtf8();
}

} // namespace reports
