// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/columnwidth.h"

#include <QList>

#include <algorithm>

namespace reports {

// The blocks that Unicode's East Asian Width calls wide or full width (UAX #11), joined where they touch.
static bool isWide(char32_t c)
{
    struct Range
    {
        char32_t first, last;
    };
    static constexpr Range wide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97C},
        {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};
    return std::any_of(std::begin(wide), std::end(wide), [c](Range r) { return c >= r.first && c <= r.last; });
}

static qsizetype widthOf(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format: return 0;
    default: return isWide(c) ? 2 : 1;
    }
}

qsizetype columnWidth(const QString &text)
{
    qsizetype columns = 0;
    for (const uint c : text.toUcs4())
        columns += widthOf(c);
    return columns;
}

QString elided(const QString &text, qsizetype columns)
{
    if (columnWidth(text) <= columns)
        return text;
    QString kept;
    qsizetype used = 1; // The ellipsis.
    for (const uint c : text.toUcs4()) {
        used += widthOf(c);
        if (used > columns)
            break;
        const char32_t one = c;
        kept += QString::fromUcs4(&one, 1);
    }
    return kept + QChar(0x2026);
}

} // namespace reports
