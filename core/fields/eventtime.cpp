// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/eventtime.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fields {

namespace {

constexpr qint64 second = 1'000'000'000;

constexpr bool isDecimal(char c) { return c >= '0' && c <= '9'; }

//! Reads fixed columns from the front of a text.
class Columns
{
public:
    explicit Columns(QByteArrayView text) : m_text(text) { }

    [[nodiscard]] bool isOk() const { return m_isOk; }
    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    int number(int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i) {
            if (!isDecimal(peek()))
                m_isOk = false;
            else
                value = value * 10 + (m_text[m_at++] - '0');
        }
        return value;
    }
    QByteArrayView word(qsizetype size)
    {
        const QByteArrayView found = rest().first(std::min(size, rest().size()));
        m_at += found.size();
        return found;
    }
    bool skip(char c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }
    void expect(char c) { m_isOk = skip(c) && m_isOk; }
    [[nodiscard]] QByteArrayView rest() const { return m_text.sliced(m_at); }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_isOk = true;
};

constexpr bool isLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int daysIn(int month, int year)
{
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && isLeap(year) ? 1 : 0);
}

// Days since 1970-01-01 in the Gregorian calendar; years begin in March, so that the leap day is the last.
constexpr qint64 daysSinceEpoch(int year, int month, int day)
{
    const qint64 y = month <= 2 ? year - 1 : year;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719'468;
}

qint64 fraction(Columns &text)
{
    qint64 ns = 0;
    int digits = 0;
    for (; isDecimal(text.peek()); ++digits) {
        const int digit = text.number(1);
        ns = digits < 9 ? ns * 10 + digit : ns;
    }
    for (; digits < 9; ++digits)
        ns *= 10;
    return ns;
}

qint64 offset(Columns &text)
{
    text.skip(' ');
    if (text.skip('Z') || text.skip('z') || text.atEnd())
        return 0;
    const bool east = text.peek() == '+';
    if (!text.skip('+'))
        text.expect('-');
    const int hours = text.number(2);
    text.skip(':');
    const int minutes = text.atEnd() ? 0 : text.number(2);
    return (hours * 60 + minutes) * 60 * (east ? second : -second);
}

} // namespace

std::optional<qint64> timeOfNumber(double value)
{
    if (!(value >= 0) || value >= 9.2e18)
        return std::nullopt;
    constexpr double firstDay = 36'526, dayBehind = 73'051, of1970 = 25'569; // 2000-01-01, 2100-01-01, 1970-01-01.
    if (value >= firstDay && value < dayBehind)
        return std::llround((value - of1970) * 86'400e3) * 1'000'000;
    if (value < 1e11)
        return value < 9.2e9 ? std::optional(std::llround(value * 1e6) * 1000) : std::nullopt;
    const qint64 unit = value < 1e14 ? 1'000'000 : value < 1e17 ? 1000 : 1;
    if (value >= 9.2e18 / static_cast<double>(unit))
        return std::nullopt;
    const double whole = std::floor(value);
    return static_cast<qint64>(whole) * unit + static_cast<qint64>((value - whole) * static_cast<double>(unit));
}

static std::optional<qint64> timeOfMail(QByteArrayView text)
{
    if (text.size() > 4 && text[3] == ',')
        text = text.sliced(4).trimmed();
    Columns at(text);
    const int day = at.number(text.size() > 1 && isDecimal(text[1]) ? 2 : 1);
    at.expect(' ');
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto name = at.word(3);
    const auto month = std::find_if(months.begin(), months.end(), [&](const char *one) { return name == one; });
    at.expect(' ');
    const int year = at.number(4);
    at.expect(' ');
    const int hours = at.number(2);
    at.expect(':');
    const int minutes = at.number(2);
    const int seconds = at.skip(':') ? at.number(2) : 0;
    at.expect(' ');
    const QByteArrayView zone = at.rest();
    if (!at.isOk() || month == months.end() || year < 1970 || year > 2200)
        return std::nullopt;
    const int number = static_cast<int>(month - months.begin()) + 1;
    if (day < 1 || day > daysIn(number, year) || hours > 23 || minutes > 59 || seconds > 60)
        return std::nullopt;
    qint64 ahead = 0;
    if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
        Columns of(zone.sliced(1));
        const int digits = of.number(4);
        if (!of.isOk())
            return std::nullopt;
        ahead = (digits / 100 * 60 + digits % 100) * 60 * (zone[0] == '+' ? second : -second);
    } else if (zone != "GMT" && zone != "UTC" && zone != "UT" && zone != "Z") {
        return std::nullopt;
    }
    return (daysSinceEpoch(year, number, day) * 86'400 + hours * 3600 + minutes * 60 + seconds) * second - ahead;
}

std::optional<qint64> timeOfText(QByteArrayView text)
{
    const bool isMail = text.size() >= 20 && text.size() <= 48
        && (text[3] == ',' || (isDecimal(text[0]) && (text[1] == ' ' || text[2] == ' ')));
    if (isMail)
        return timeOfMail(text);
    if (text.size() < 19 || text.size() > 48 || !isDecimal(text[0]) || text[4] != '-')
        return std::nullopt;
    if (text.endsWith(" UTC"))
        text.chop(4);
    Columns at(text);
    const int year = at.number(4);
    at.expect('-');
    const int month = at.number(2);
    at.expect('-');
    const int day = at.number(2);
    if (!at.skip('T') && !at.skip('t'))
        at.expect(' ');
    const int hours = at.number(2);
    at.expect(':');
    const int minutes = at.number(2);
    at.expect(':');
    const int seconds = at.number(2);
    const qint64 parts = at.skip('.') ? fraction(at) : 0;
    const qint64 zone = offset(at);
    if (!at.isOk() || !at.atEnd() || year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1
        || day > daysIn(month, year) || hours > 23 || minutes > 59 || seconds > 60) {
        return std::nullopt;
    }
    return (daysSinceEpoch(year, month, day) * 86'400 + hours * 3600 + minutes * 60 + seconds) * second + parts - zone;
}

bool isPlausibleTime(qint64 ns) { return ns >= 946'684'800 * second && ns < 4'102'444'800 * second; }

} // namespace fields
