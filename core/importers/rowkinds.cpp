// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/rowkinds.h"

namespace importers {

qint64 timeFrom(const QByteArray &number)
{
    if (number.contains('e') || number.contains('E')) {
        const double value = number.toDouble();
        return value > 0 && value < 1e10 ? static_cast<qint64>(value * 1e9) : 0;
    }
    // Digits and one point, by hand: a double has no nanoseconds of today.
    qint64 whole = 0;
    qsizetype at = 0;
    for (; at < number.size() && number[at] >= '0' && number[at] <= '9'; ++at) {
        if (whole > std::numeric_limits<qint64>::max() / 10 - 1)
            return 0;
        whole = whole * 10 + (number[at] - '0');
    }
    qint64 perUnit = 1; // Nanoseconds.
    if (whole < 100'000'000'000)
        perUnit = 1'000'000'000;
    else if (whole < 100'000'000'000'000)
        perUnit = 1'000'000;
    else if (whole < 100'000'000'000'000'000)
        perUnit = 1'000;
    if (whole > std::numeric_limits<qint64>::max() / perUnit - 1)
        return 0;
    qint64 ns = whole * perUnit;
    qint64 place = perUnit / 10;
    if (at == 0 || (at < number.size() && number[at] != '.'))
        return 0;
    for (++at; at < number.size() && place > 0 && number[at] >= '0' && number[at] <= '9'; ++at, place /= 10)
        ns += (number[at] - '0') * place;
    return ns;
}

std::optional<QByteArray> fromBase64(const QByteArray &text)
{
    auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    return std::move(decoded.decoded);
}

QByteArray closePayload(qint64 code, const QByteArray &reason)
{
    constexpr qsizetype longestReason = 123; // RFC 6455 §5.5
    constexpr qint64 noStatus = 1005;
    if (code <= 0 || code > 0xFFFF || code == noStatus)
        return {};
    QByteArray payload(2, '\0');
    payload[0] = static_cast<char>(code >> 8);
    payload[1] = static_cast<char>(code);
    return payload + reason.left(longestReason);
}

} // namespace importers
