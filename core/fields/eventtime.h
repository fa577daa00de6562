// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace fields {

//! Nanoseconds since 1970 of a number in a time field; the unit follows from its magnitude: below 1e11 seconds, below
//! 1e14 milliseconds, below 1e17 microseconds, else nanoseconds; what would be early in January 1970 and is a day
//! between 2000 and 2100 in a spreadsheet (days since 1899-12-30) is that. Nothing when it is negative or beyond 64
//! bits.
[[nodiscard]] std::optional<qint64> timeOfNumber(double value);

//! Nanoseconds since 1970 of a date of RFC 1123 and 2822, `Sat, 17 Apr 2021 16:43:30 GMT`, with or without the day's
//! name, or of ISO 8601 text: `2021-04-17T16:43:30.244075Z`. A space may stand for the T and before the offset; 0 to 9
//! fraction digits; Z, +hh:mm, +hhmm or nothing (UTC); a trailing ` UTC` is passed over.
[[nodiscard]] std::optional<qint64> timeOfText(QByteArrayView text);

//! Between 2000 and 2100: what a clock may say.
[[nodiscard]] bool isPlausibleTime(qint64 ns);

} // namespace fields
