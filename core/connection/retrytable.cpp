// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/retrytable.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace connection {
namespace {

bool contains(const CodeRanges &ranges, int number)
{
    return std::ranges::any_of(
        ranges, [number](const CodeRange &range) { return number >= range.first && number <= range.last; });
}

} // namespace

QString toText(const CodeRanges &ranges)
{
    QStringList parts;
    for (const CodeRange &range : ranges) {
        const QString first = QString::number(range.first);
        parts << (range.first == range.last ? first : first + QLatin1Char('-') + QString::number(range.last));
    }
    return parts.join(QStringLiteral(", "));
}

std::optional<CodeRanges> codeRanges(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    static const QRegularExpression form(QStringLiteral("\\A([0-9]{1,5})(?:[-–]([0-9]{1,5}))?\\z"));
    CodeRanges ranges;
    for (const QString &part : text.split(between, Qt::SkipEmptyParts)) {
        const auto match = form.match(part);
        if (!match.hasMatch())
            return {};
        const int first = match.captured(1).toInt();
        const int last = match.captured(2).isEmpty() ? first : match.captured(2).toInt();
        if (last < first || last > 65535)
            return {};
        ranges.push_back({first, last});
    }
    return ranges;
}

bool RetryTable::retriesAfterClose(quint16 code) const
{
    return code != 4002 && code != 4003 && contains(closeCodes, code);
}

bool RetryTable::retriesAfterStatus(int status) const { return contains(statuses, status); }

} // namespace connection
