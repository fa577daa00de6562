// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/retryafter.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace connection {
namespace {

using namespace std::chrono_literals;

constexpr base::Nanoseconds longestPause = 1h;

// The preferred form only: `Sun, 06 Nov 1994 08:49:37 GMT`.
std::optional<base::Nanoseconds> timeOf(QByteArrayView date)
{
    if (date.size() != 29)
        return {};
    QDateTime time
        = QLocale::c().toDateTime(QString::fromLatin1(date), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!time.isValid())
        return {};
    time.setTimeSpec(Qt::UTC);
    return std::chrono::seconds(time.toSecsSinceEpoch());
}

} // namespace

std::optional<base::Nanoseconds> retryAfter(QByteArrayView value, base::Nanoseconds wall)
{
    value = value.trimmed();
    if (value.isEmpty())
        return {};
    if (std::ranges::all_of(value, [](char each) { return each >= '0' && each <= '9'; })) {
        // Ten digits are more than an hour already, whatever follows.
        const qint64 seconds = value.size() > 9 ? 3600 : value.toLongLong();
        return std::min<base::Nanoseconds>(std::chrono::seconds(std::min<qint64>(seconds, 3600)), longestPause);
    }
    if (const auto time = timeOf(value))
        return std::clamp<base::Nanoseconds>(std::max(*time, wall) - wall, 0ns, longestPause);
    return {};
}

} // namespace connection
