// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace fields {

//! Nanoseconds since 1970 of a number in a time field; the unit follows from its magnitude: below 1e11 seconds, below
//! 1e14 milliseconds, below 1e17 microseconds, else nanoseconds. Nothing when it is negative or beyond 64 bits.
[[nodiscard]] std::optional<qint64> timeOfNumber(double value);

//! Nanoseconds since 1970 of ISO 8601 text: `2021-04-17T16:43:30.244075Z`. A space may stand for the T and before the
//! offset; 0 to 9 fraction digits; Z, +hh:mm, +hhmm or nothing (UTC); a trailing ` UTC` is passed over.
[[nodiscard]] std::optional<qint64> timeOfText(QByteArrayView text);

//! Between 2000 and 2100: what a clock may say.
[[nodiscard]] bool isPlausibleTime(qint64 ns);

} // namespace fields
