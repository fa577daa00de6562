// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <chrono>

//! The one formatter of numbers, times and sizes that a person reads. Follows the application's locale; thread-safe.
namespace text {

//! `12 345`: grouped as the locale does.
[[nodiscard]] QString count(quint64 n);
//! `0 B`, `512 B`, `1.5 KiB`, `64 MiB`: three significant digits, binary units.
[[nodiscard]] QString bytes(qint64 n);
//! A measured value in at most \a digits significant digits, without a useless tail: `0.0231`, `12 345.6`, `1.2e+18`,
//! `–`  for NaN. Whole digits are never rounded away below 1e15: `1 234 567`.
[[nodiscard]] QString value(double v, int digits = 6);
//! `1.2 k/s`, `0.4 /s`.
[[nodiscard]] QString perSecond(double rate);
//! `12.3 MiB/s`.
[[nodiscard]] QString bytesPerSecond(double rate);
//! `350 µs`, `12.4 ms`, `3.2 s`, `4 min 05 s`, `2 h 14 min`.
[[nodiscard]] QString duration(std::chrono::nanoseconds d);
//! Local time of day to the millisecond: `14:03:22.417`.
[[nodiscard]] QString timeOfDay(qint64 wallNs);
//! Local date and time to the second: `2026-11-23 14:03:22`.
[[nodiscard]] QString dateTime(qint64 wallNs);
//! Foreign bytes as one line of text: at most \a limit characters, invalid UTF-8 as U+FFFD, control, bidi and
//! zero-width characters as visible escapes, line breaks as `⏎`; an ellipsis when cut. Never grows beyond the limit
//! (cases U03, U05-U08).
[[nodiscard]] QString preview(QByteArrayView bytes, qsizetype limit = 256);
//! Foreign text the same way (close reasons, certificates, header values).
[[nodiscard]] QString plain(const QString &foreign, qsizetype limit = 256);

//! An address as a person reads it: without secrets, and with letters where `%E4%BB%B7` stands for them. The host stays
//! as the network sees it.
[[nodiscard]] QString address(const QUrl &url, qsizetype limit = 300);

} // namespace text
