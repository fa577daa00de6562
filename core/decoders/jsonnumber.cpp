// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonnumber.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace decoders {

namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> exactPowers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
    1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

//! The digits of a number as they are read.
struct Digits
{
    quint64 mantissa = 0; // Wrong when count > 19; then the exact way is taken.
    int count = 0; // Without leading zeros.
    int fraction = 0;

    void add(char c)
    {
        mantissa = mantissa * 10 + static_cast<quint64>(c - '0');
        count += count > 0 || c != '0' ? 1 : 0;
    }
};

JsonNumber exact(const char *start, const char *end, int exponent, bool isInteger)
{
    JsonNumber number{.value = 0, .isInteger = isInteger};
    const auto result = std::from_chars(start, end, number.value);
    if (result.ec == std::errc::result_out_of_range) {
        number.value = 0;
        number.isBeyond = exponent > 0; // A tiny number is zero; a huge one has no double.
    }
    return number;
}

JsonNumber integerOf(const Digits &digits, bool negative, const char *start, const char *end)
{
    const quint64 most = quint64(std::numeric_limits<qint64>::max()) + (negative ? 1 : 0);
    if (digits.count > 19 || digits.mantissa > most)
        return {.isInteger = true, .isBeyond = true};
    if (digits.mantissa > (quint64(1) << 53))
        return exact(start, end, 1, true);
    const double value = static_cast<double>(digits.mantissa);
    return {.value = negative ? -value : value, .isInteger = true};
}

} // namespace

std::optional<JsonNumber> readNumber(const char *&at, const char *end)
{
    const char *const start = at;
    const char *p = at;
    const bool negative = p < end && *p == '-';
    p += negative ? 1 : 0;
    if (p >= end || !isDigit(*p))
        return std::nullopt;
    Digits digits;
    if (*p == '0') {
        ++p;
        if (p < end && isDigit(*p))
            return std::nullopt; // No leading zeros.
    } else {
        for (; p < end && isDigit(*p); ++p)
            digits.add(*p);
    }
    const bool hasFraction = p < end && *p == '.';
    if (hasFraction) {
        const char *const fraction = ++p;
        for (; p < end && isDigit(*p); ++p)
            digits.add(*p);
        if (p == fraction)
            return std::nullopt;
        digits.fraction = static_cast<int>(std::min<qptrdiff>(p - fraction, 1 << 20));
    }
    int exponent = 0;
    const bool hasExponent = p < end && (*p == 'e' || *p == 'E');
    if (hasExponent) {
        ++p;
        const bool down = p < end && *p == '-';
        p += p < end && (*p == '+' || *p == '-') ? 1 : 0;
        if (p >= end || !isDigit(*p))
            return std::nullopt;
        for (; p < end && isDigit(*p); ++p)
            exponent = std::min(exponent * 10 + (*p - '0'), 1 << 24);
        exponent = down ? -exponent : exponent;
    }
    at = p;
    if (!hasFraction && !hasExponent)
        return integerOf(digits, negative, start, p);
    // Both parts are exact in a double, so one rounding remains: the result is the nearest one.
    const int power = exponent - digits.fraction;
    if (digits.count <= 19 && digits.mantissa <= (quint64(1) << 53) && power >= -22 && power <= 22) {
        const double mantissa = static_cast<double>(digits.mantissa);
        const double value = power < 0 ? mantissa / exactPowers[static_cast<std::size_t>(-power)]
                                       : mantissa * exactPowers[static_cast<std::size_t>(power)];
        return JsonNumber{.value = negative ? -value : value};
    }
    return exact(start, p, exponent + digits.count - digits.fraction, false);
}

std::optional<JsonNumber> numberIn(QByteArrayView text)
{
    if (text.isEmpty() || (!isDigit(text.front()) && text.front() != '-'))
        return std::nullopt;
    const char *at = text.data();
    const auto number = readNumber(at, text.data() + text.size());
    return at == text.data() + text.size() ? number : std::nullopt;
}

} // namespace decoders
