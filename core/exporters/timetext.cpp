// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/timetext.h"

#include "core/exporters/jsontext.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace exporters {
namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;

void appendPadded(QByteArray &out, qint64 number, int width)
{
    std::array<char, 20> digits;
    for (int i = width; i-- > 0; number /= 10)
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
    out.append(digits.data(), width);
}

} // namespace

void appendIsoTime(QByteArray &out, qint64 wallNs, int digits)
{
    const qint64 seconds = std::max<qint64>(wallNs, 0) / nsPerSecond;
    const std::chrono::sys_days day{std::chrono::days(seconds / 86'400)};
    const std::chrono::year_month_day date(day);
    appendPadded(out, int(date.year()), 4);
    out += '-';
    appendPadded(out, unsigned(date.month()), 2);
    out += '-';
    appendPadded(out, unsigned(date.day()), 2);
    out += 'T';
    appendPadded(out, seconds / 3600 % 24, 2);
    out += ':';
    appendPadded(out, seconds / 60 % 60, 2);
    out += ':';
    appendPadded(out, seconds % 60, 2);
    qint64 fraction = std::max<qint64>(wallNs, 0) % nsPerSecond;
    for (int i = digits; i < 9; ++i)
        fraction /= 10;
    if (digits > 0) {
        out += '.';
        appendPadded(out, fraction, digits);
    }
    out += 'Z';
}

void appendSeconds(QByteArray &out, qint64 wallNs)
{
    appendNumber(out, std::max<qint64>(wallNs, 0) / nsPerSecond);
    out += '.';
    appendPadded(out, std::max<qint64>(wallNs, 0) % nsPerSecond, 9);
}

} // namespace exporters
