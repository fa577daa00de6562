// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/catalog.h"

#include "core/importers/capturecopy.h"
#include "core/importers/har.h"
#include "core/importers/linelog.h"
#include "core/importers/logjson.h"
#include "core/importers/ndjson.h"
#include "core/importers/pcapng.h"
#include "core/importers/wscatlog.h"

#include <algorithm>

namespace importers {

const QList<Format> &catalog()
{
    static const QList<Format> formats{
        {QLatin1StringView("capture"), QT_TRANSLATE_NOOP("importers", "a capture"), isCaptureCopy, captureCopy},
        {QLatin1StringView("pcapng"),
            QT_TRANSLATE_NOOP("importers", "packets, pcapng or pcap, with WebSocket connections in the clear"),
            isPcapNg, pcapNg},
        {QLatin1StringView("ndjson"), QT_TRANSLATE_NOOP("importers", "lines of JSON that this program wrote"), isNdjson,
            ndjson},
        {QLatin1StringView("har"),
            QT_TRANSLATE_NOOP("importers", "an HTTP Archive of Chrome, HTTP Toolkit or mitmproxy"), isHar, har},
        {QLatin1StringView("log"), QT_TRANSLATE_NOOP("importers", "an array of {timestamp, direction, size, data}"),
            isLogJson, logJson},
        {QLatin1StringView("wscat"), QT_TRANSLATE_NOOP("importers", "what wscat showed; it has no times"), isWscatLog,
            wscatLog},
        {QLatin1StringView("lines"),
            QT_TRANSLATE_NOOP("importers", "each line a message, as websocat writes them; never guessed"), isLineLog,
            lineLog},
    };
    return formats;
}

const Format *formatNamed(QStringView id)
{
    const auto found = std::ranges::find_if(catalog(), [&](const Format &each) { return each.id == id; });
    return found == catalog().end() ? nullptr : &*found;
}

const Format *formatOf(QByteArrayView head)
{
    const auto found = std::ranges::find_if(catalog(), [&](const Format &each) { return each.accepts(head); });
    return found == catalog().end() ? nullptr : &*found;
}

} // namespace importers
