// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace decoders {

//! What the texts of one place have shown of how it writes numbers: flags.
enum class NumberStyle : quint8 {
    Unknown = 0,
    DotDecimal = 1, //!< `999.50`, `1,234.5`: a comma groups.
    CommaDecimal = 2, //!< `12,5`, `1.234,5`: a dot groups.
    Integers = 4, //!< `999`: no decimals were seen, so three digits behind a comma are a group.
};

//! A number that was written for people.
struct TextNumber
{
    double value = 0; //!< In the unit.
    bool isInteger = false;
    quint8 unit = 0; //!< An index for unitText(); 0: none.
};

//! The number that \a text is as a whole: with thousands separators, sign, exponent, per cent sign, currency or unit.
//! \a style is that of its place and learns from it: a separator that may be both is none until the place has shown
//! which it is.
[[nodiscard]] std::optional<TextNumber> numberInText(QByteArrayView text, quint8 &style);

//! `kB`, `ms`, `%`; empty for 0.
[[nodiscard]] QByteArrayView unitText(quint8 unit);
//! By what a value in \a from is multiplied to be one in \a to; nothing when they measure different things.
[[nodiscard]] std::optional<double> unitFactor(quint8 from, quint8 to);

} // namespace decoders
