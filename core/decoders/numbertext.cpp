// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/numbertext.h"

#include "core/decoders/jsonnumber.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace decoders {

namespace {

//! What is measured; 0: nothing but itself.
enum class Measure : quint8 {
    Other,
    Bytes,
    Bits,
    Time,
    Frequency,
    Voltage,
    Current,
    Power,
    Energy,
    Pressure,
    Length,
    Mass
};

struct UnitRow
{
    const char *text;
    Measure measure;
    double factor;
};

// Letters that stand for many things (`m`, `h`, `d`) are units only behind a blank: `5m` is a candle's interval.
constexpr std::array units{UnitRow{"", Measure::Other, 1}, UnitRow{"%", Measure::Other, 1},
    UnitRow{"‰", Measure::Other, 1}, UnitRow{"B", Measure::Bytes, 1}, UnitRow{"kB", Measure::Bytes, 1e3},
    UnitRow{"KB", Measure::Bytes, 1e3}, UnitRow{"MB", Measure::Bytes, 1e6}, UnitRow{"GB", Measure::Bytes, 1e9},
    UnitRow{"TB", Measure::Bytes, 1e12}, UnitRow{"KiB", Measure::Bytes, 1024}, UnitRow{"MiB", Measure::Bytes, 1048576},
    UnitRow{"GiB", Measure::Bytes, 1073741824}, UnitRow{"TiB", Measure::Bytes, 1099511627776},
    UnitRow{"bit", Measure::Bits, 1}, UnitRow{"bps", Measure::Bits, 1}, UnitRow{"kbps", Measure::Bits, 1e3},
    UnitRow{"Kbps", Measure::Bits, 1e3}, UnitRow{"Mbps", Measure::Bits, 1e6}, UnitRow{"Gbps", Measure::Bits, 1e9},
    UnitRow{"kbit/s", Measure::Bits, 1e3}, UnitRow{"Mbit/s", Measure::Bits, 1e6}, UnitRow{"B/s", Measure::Other, 1},
    UnitRow{"kB/s", Measure::Other, 1}, UnitRow{"KB/s", Measure::Other, 1}, UnitRow{"MB/s", Measure::Other, 1},
    UnitRow{"s", Measure::Time, 1}, UnitRow{"ms", Measure::Time, 1e-3}, UnitRow{"us", Measure::Time, 1e-6},
    UnitRow{"µs", Measure::Time, 1e-6}, UnitRow{"μs", Measure::Time, 1e-6}, UnitRow{"ns", Measure::Time, 1e-9},
    UnitRow{"min", Measure::Time, 60}, UnitRow{"Hz", Measure::Frequency, 1}, UnitRow{"kHz", Measure::Frequency, 1e3},
    UnitRow{"MHz", Measure::Frequency, 1e6}, UnitRow{"GHz", Measure::Frequency, 1e9}, UnitRow{"V", Measure::Voltage, 1},
    UnitRow{"mV", Measure::Voltage, 1e-3}, UnitRow{"kV", Measure::Voltage, 1e3}, UnitRow{"A", Measure::Current, 1},
    UnitRow{"mA", Measure::Current, 1e-3}, UnitRow{"W", Measure::Power, 1}, UnitRow{"mW", Measure::Power, 1e-3},
    UnitRow{"kW", Measure::Power, 1e3}, UnitRow{"MW", Measure::Power, 1e6}, UnitRow{"Wh", Measure::Energy, 1},
    UnitRow{"kWh", Measure::Energy, 1e3}, UnitRow{"MWh", Measure::Energy, 1e6}, UnitRow{"VA", Measure::Other, 1},
    UnitRow{"var", Measure::Other, 1}, UnitRow{"°", Measure::Other, 1}, UnitRow{"°C", Measure::Other, 1},
    UnitRow{"°F", Measure::Other, 1}, UnitRow{"℃", Measure::Other, 1}, UnitRow{"Pa", Measure::Pressure, 1},
    UnitRow{"hPa", Measure::Pressure, 100}, UnitRow{"kPa", Measure::Pressure, 1e3},
    UnitRow{"mbar", Measure::Pressure, 100}, UnitRow{"bar", Measure::Pressure, 1e5}, UnitRow{"psi", Measure::Other, 1},
    UnitRow{"mm", Measure::Length, 1e-3}, UnitRow{"cm", Measure::Length, 1e-2}, UnitRow{"km", Measure::Length, 1e3},
    UnitRow{"m/s", Measure::Other, 1}, UnitRow{"km/h", Measure::Other, 1}, UnitRow{"mph", Measure::Other, 1},
    UnitRow{"kn", Measure::Other, 1}, UnitRow{"kt", Measure::Other, 1}, UnitRow{"g", Measure::Mass, 1},
    UnitRow{"kg", Measure::Mass, 1e3}, UnitRow{"mg", Measure::Mass, 1e-3}, UnitRow{"lx", Measure::Other, 1},
    UnitRow{"lm", Measure::Other, 1}, UnitRow{"dB", Measure::Other, 1}, UnitRow{"dBm", Measure::Other, 1},
    UnitRow{"dBA", Measure::Other, 1}, UnitRow{"rpm", Measure::Other, 1}, UnitRow{"RPM", Measure::Other, 1},
    UnitRow{"ppm", Measure::Other, 1}, UnitRow{"ppb", Measure::Other, 1}, UnitRow{"px", Measure::Other, 1},
    UnitRow{"fps", Measure::Other, 1}, UnitRow{"µg/m³", Measure::Other, 1}, UnitRow{"Ω", Measure::Other, 1},
    UnitRow{"USD", Measure::Other, 1}, UnitRow{"EUR", Measure::Other, 1}, UnitRow{"GBP", Measure::Other, 1},
    UnitRow{"JPY", Measure::Other, 1}, UnitRow{"CNY", Measure::Other, 1}, UnitRow{"$", Measure::Other, 1},
    UnitRow{"€", Measure::Other, 1}, UnitRow{"£", Measure::Other, 1}, UnitRow{"¥", Measure::Other, 1},
    UnitRow{"m", Measure::Length, 1}, UnitRow{"h", Measure::Time, 3600}, UnitRow{"l", Measure::Other, 1},
    UnitRow{"L", Measure::Other, 1}, UnitRow{"K", Measure::Other, 1}, UnitRow{"C", Measure::Other, 1},
    UnitRow{"F", Measure::Other, 1}};

constexpr bool isDigitChar(char c) { return c >= '0' && c <= '9'; }

constexpr QByteArrayView noBreakSpace("\xC2\xA0", 2);
constexpr QByteArrayView narrowSpace("\xE2\x80\xAF", 3);
constexpr QByteArrayView thinSpace("\xE2\x80\x89", 3);
constexpr QByteArrayView rightQuote("\xE2\x80\x99", 3);
constexpr QByteArrayView minusSign("\xE2\x88\x92", 3);

quint8 unitCalled(QByteArrayView text, bool behindBlank)
{
    for (std::size_t i = 1; i < units.size(); ++i) {
        if (text != QByteArrayView(units[i].text))
            continue;
        const bool isVague = text.size() == 1 && QByteArrayView("mhlLKCFAgs").contains(text.front());
        return isVague && !behindBlank && text.front() != 's' ? 0 : static_cast<quint8>(i);
    }
    return 0;
}

//! The digits of a text, and how often what may separate them stood between.
struct Pieces
{
    std::array<char, 40> digits{};
    int size = 0;
    int dots = 0, commas = 0, blanks = 0;
    int lastDot = -1, lastComma = -1; // Digits before the last one.
    bool groupsOfThree = true; // Between two separators.
    int sinceSeparator = 0;

    [[nodiscard]] int separators() const { return dots + commas + blanks; }
    void separate()
    {
        groupsOfThree = groupsOfThree && (separators() == 0 || sinceSeparator == 3);
        sinceSeparator = 0;
    }
};

// A blank, a no-break space or an apostrophe between digits groups; how many bytes it takes.
qsizetype groupMarkAt(QByteArrayView text)
{
    if (text.front() == ' ' || text.front() == '\'')
        return 1;
    for (const QByteArrayView mark : {noBreakSpace, narrowSpace, thinSpace, rightQuote}) {
        if (text.startsWith(mark))
            return mark.size();
    }
    return 0;
}

//! Which separator is the decimal one: by its form, else by what the place has shown; nothing when it may be both.
std::optional<char> decimalOf(const Pieces &pieces, quint8 &style)
{
    const auto learn = [&](NumberStyle one) { style |= static_cast<quint8>(one); };
    const auto knows = [&](NumberStyle one) { return (style & static_cast<quint8>(one)) != 0; };
    const int behindDot = pieces.size - pieces.lastDot;
    const int behindComma = pieces.size - pieces.lastComma;
    if (pieces.dots > 0 && pieces.commas > 0) {
        const bool isDot = pieces.lastDot > pieces.lastComma;
        if ((isDot ? pieces.dots : pieces.commas) > 1)
            return std::nullopt;
        learn(isDot ? NumberStyle::DotDecimal : NumberStyle::CommaDecimal);
        return isDot ? '.' : ',';
    }
    if (pieces.dots > 1)
        return learn(NumberStyle::CommaDecimal), '\0';
    if (pieces.commas > 1)
        return learn(NumberStyle::DotDecimal), '\0';
    if (pieces.commas == 1) {
        const bool mayGroup
            = behindComma == 3 && pieces.lastComma <= 3 && pieces.blanks == 0 && pieces.digits[0] != '0';
        if (!mayGroup)
            return learn(NumberStyle::CommaDecimal), ',';
        if (knows(NumberStyle::CommaDecimal))
            return ',';
        if (knows(NumberStyle::DotDecimal) || knows(NumberStyle::Integers))
            return '\0';
        return std::nullopt;
    }
    if (pieces.dots == 1) {
        const bool mayGroup = behindDot == 3 && pieces.lastDot <= 3 && pieces.digits[0] != '0';
        if (mayGroup && knows(NumberStyle::CommaDecimal) && !knows(NumberStyle::DotDecimal))
            return '\0';
        if (!mayGroup || pieces.blanks > 0)
            learn(NumberStyle::DotDecimal);
        return '.';
    }
    if (pieces.blanks == 0)
        learn(NumberStyle::Integers);
    return '\0';
}

//! Reads one text from its front.
class NumberParser
{
public:
    explicit NumberParser(QByteArrayView text) : m_rest(text) { }

    void sign()
    {
        if (skip(minusSign) || skip("-"))
            m_isNegative = true;
        else
            (void)skip("+");
    }
    void currency()
    {
        for (const QByteArrayView one :
            {QByteArrayView("$"), QByteArrayView("€"), QByteArrayView("£"), QByteArrayView("¥")}) {
            if (!skip(one))
                continue;
            m_unit = unitCalled(one, true);
            m_rest = m_rest.trimmed();
            sign();
            return;
        }
    }
    bool digits(quint8 &style)
    {
        while (!m_rest.isEmpty() && m_pieces.size < int(m_pieces.digits.size()) && piece()) { }
        if (m_pieces.size == 0)
            return false;
        const auto decimal = decimalOf(m_pieces, style);
        if (!decimal)
            return false;
        m_point = *decimal == '.' ? m_pieces.lastDot : *decimal == ',' ? m_pieces.lastComma : -1;
        // Behind a decimal separator any number of digits may stand; a last group has three.
        const bool groups = m_pieces.separators() > (m_point < 0 ? 0 : 1);
        if (groups && (!m_pieces.groupsOfThree || (m_point < 0 && m_pieces.sinceSeparator != 3)))
            return false;
        return m_point >= 0 || m_pieces.size == 1 || m_pieces.digits[0] != '0'; // `007` and `000001` are names.
    }
    void exponent()
    {
        qsizetype at = 1;
        if (m_rest.isEmpty() || (m_rest.front() != 'e' && m_rest.front() != 'E'))
            return;
        const bool isSigned = at < m_rest.size() && (m_rest[at] == '-' || m_rest[at] == '+');
        at += isSigned ? 1 : 0;
        QByteArray digits(isSigned && m_rest[1] == '-' ? "e-" : "e");
        for (; at < m_rest.size() && isDigitChar(m_rest[at]) && digits.size() < 6; ++at)
            digits += m_rest[at];
        if (!isDigitChar(digits.back()))
            return;
        m_exponent = digits;
        m_rest = m_rest.sliced(at);
    }
    bool unit()
    {
        if (m_rest.isEmpty())
            return true;
        const bool behindBlank = skip(" ") || skip(noBreakSpace) || skip(narrowSpace);
        if (m_unit != 0 || m_rest.isEmpty())
            return false;
        m_unit = unitCalled(m_rest.trimmed(), behindBlank);
        return m_unit != 0;
    }
    [[nodiscard]] std::optional<TextNumber> number() const
    {
        QByteArray plain(m_pieces.digits.data(), m_pieces.size);
        if (m_point >= 0)
            plain.insert(m_point, m_point == 0 ? "0." : ".");
        plain += m_exponent;
        double value = 0;
        const auto result = std::from_chars(plain.constData(), plain.constData() + plain.size(), value);
        if (result.ec != std::errc())
            return std::nullopt;
        return TextNumber{
            .value = m_isNegative ? -value : value, .isInteger = m_point < 0 && m_exponent.isEmpty(), .unit = m_unit};
    }

private:
    bool skip(QByteArrayView what)
    {
        if (!m_rest.startsWith(what))
            return false;
        m_rest = m_rest.sliced(what.size());
        return true;
    }
    // A digit, or what separates it from the one before.
    bool piece()
    {
        const char c = m_rest.front();
        const auto digitBehind = [&](qsizetype size) { return size < m_rest.size() && isDigitChar(m_rest[size]); };
        if (isDigitChar(c)) {
            m_pieces.digits[static_cast<std::size_t>(m_pieces.size++)] = c;
            ++m_pieces.sinceSeparator;
            m_rest = m_rest.sliced(1);
            return true;
        }
        if (c == '.' || c == ',') {
            if (!digitBehind(1) || (m_pieces.size == 0 && c == ','))
                return false;
            m_pieces.separate();
            ++(c == '.' ? m_pieces.dots : m_pieces.commas);
            (c == '.' ? m_pieces.lastDot : m_pieces.lastComma) = m_pieces.size;
            m_rest = m_rest.sliced(1);
            return true;
        }
        const qsizetype mark = m_pieces.size > 0 ? groupMarkAt(m_rest) : 0;
        if (mark == 0 || !digitBehind(mark) || m_pieces.dots + m_pieces.commas > 0)
            return false;
        if (m_pieces.blanks == 0 && m_pieces.size > 3)
            return false; // `2024 05` is no group.
        m_pieces.separate();
        ++m_pieces.blanks;
        m_rest = m_rest.sliced(mark);
        return true;
    }

    QByteArrayView m_rest;
    Pieces m_pieces;
    QByteArray m_exponent;
    int m_point = -1; // Digits before the decimal separator; -1: there is none.
    quint8 m_unit = 0;
    bool m_isNegative = false;
};

//! A number as JSON writes it, which most are; nothing where the long way may say something else.
std::optional<TextNumber> plainNumber(QByteArrayView text, quint8 &style)
{
    static constexpr qsizetype longest = 40;
    const char *at = text.data();
    const char *const end = at + text.size();
    const auto number = text.size() <= longest ? readNumber(at, end) : std::nullopt;
    if (!number || at != end || number->isBeyond)
        return std::nullopt;
    const auto isOneOf = [&](NumberStyle one) { return (style & static_cast<quint8>(one)) != 0; };
    if (number->isInteger) {
        style |= static_cast<quint8>(NumberStyle::Integers);
        return TextNumber{.value = number->value, .isInteger = true};
    }
    const char *const first = text.data() + (text.front() == '-' ? 1 : 0);
    const auto *const dot = static_cast<const char *>(std::memchr(first, '.', static_cast<std::size_t>(end - first)));
    if (dot == nullptr || !isDigitChar(end[-1])
        || std::find_if(dot + 1, end, [](char c) { return !isDigitChar(c); }) != end)
        return std::nullopt; // An exponent.
    const bool mayGroup = end - dot == 4 && dot - first <= 3 && *first != '0';
    if (mayGroup && isOneOf(NumberStyle::CommaDecimal) && !isOneOf(NumberStyle::DotDecimal))
        return std::nullopt;
    if (!mayGroup)
        style |= static_cast<quint8>(NumberStyle::DotDecimal);
    return TextNumber{.value = number->value};
}

} // namespace

QByteArrayView unitText(quint8 unit)
{
    return unit < units.size() ? QByteArrayView(units[unit].text) : QByteArrayView();
}

std::optional<double> unitFactor(quint8 from, quint8 to)
{
    if (from == to)
        return 1;
    if (from >= units.size() || to >= units.size() || units[from].measure != units[to].measure
        || units[from].measure == Measure::Other)
        return std::nullopt;
    return units[from].factor / units[to].factor;
}

std::optional<TextNumber> numberInText(QByteArrayView text, quint8 &style)
{
    if (text.isEmpty() || text.size() > 48)
        return std::nullopt;
    if (const auto plain = plainNumber(text, style))
        return plain;
    NumberParser parser(text.trimmed());
    quint8 learnt = style;
    parser.sign();
    parser.currency();
    if (!parser.digits(learnt))
        return std::nullopt;
    parser.exponent();
    if (!parser.unit())
        return std::nullopt;
    const auto number = parser.number();
    if (number)
        style = learnt;
    return number;
}

} // namespace decoders
