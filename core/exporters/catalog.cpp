// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/catalog.h"

#include "core/exporters/bundle.h"
#include "core/exporters/csv.h"
#include "core/exporters/curltext.h"
#include "core/exporters/har.h"
#include "core/exporters/logjson.h"
#include "core/exporters/markdown.h"
#include "core/exporters/ndjson.h"
#include "core/exporters/pcapng.h"
#include "core/exporters/sqlitecopy.h"

#include <algorithm>

namespace exporters {

const QList<Format> &catalog()
{
    static const QList<Format> formats{
        {QLatin1StringView("ndjson"), QLatin1StringView(".ndjson"),
            QT_TRANSLATE_NOOP("exporters", "one JSON object a line; it reads back as it was"), RowOrder::ByTime, false,
            ndjson},
        {QLatin1StringView("log"), QLatin1StringView(".json"),
            QT_TRANSLATE_NOOP("exporters", "an array of {timestamp, direction, size, data}"), RowOrder::ByTime, false,
            logJson},
        {QLatin1StringView("csv"), QLatin1StringView(".csv"),
            QT_TRANSLATE_NOOP("exporters", "a table for spreadsheets; --column adds values of the payload"),
            RowOrder::ByTime, false, csv},
        {QLatin1StringView("text"), QLatin1StringView(".txt"),
            QT_TRANSLATE_NOOP("exporters", "text that reads as curl -v does"), RowOrder::ByTime, false, curlText},
        {QLatin1StringView("markdown"), QLatin1StringView(".md"),
            QT_TRANSLATE_NOOP("exporters", "a table for an issue tracker, no longer than one comment"),
            RowOrder::ByTime, false, markdown},
        {QLatin1StringView("har"), QLatin1StringView(".har"),
            QT_TRANSLATE_NOOP("exporters", "an HTTP Archive, for Chrome's network panel"), RowOrder::ByConnection,
            false, har},
        {QLatin1StringView("pcapng"), QLatin1StringView(".pcapng"),
            QT_TRANSLATE_NOOP("exporters", "packets for Wireshark, in the clear"), RowOrder::ByTime, false, pcapNg},
        {QLatin1StringView("sqlite"), QLatin1StringView(".sqlite"),
            QT_TRANSLATE_NOOP("exporters", "a capture with the chosen rows"), RowOrder::ByConnection, true, sqliteCopy},
        {QLatin1StringView("bundle"), QLatin1StringView(".zip"),
            QT_TRANSLATE_NOOP("exporters", "for a bug report: capture, report, and what was hidden"),
            RowOrder::ByConnection, true, bundle},
    };
    return formats;
}

const Format *formatNamed(QStringView id)
{
    const auto found = std::ranges::find_if(catalog(), [&](const Format &each) { return each.id == id; });
    return found == catalog().end() ? nullptr : &*found;
}

const Format *formatFor(const QString &path)
{
    const auto found = std::ranges::find_if(
        catalog(), [&](const Format &each) { return path.endsWith(each.suffix, Qt::CaseInsensitive); });
    return found == catalog().end() ? nullptr : &*found;
}

} // namespace exporters
