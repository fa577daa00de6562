// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace decoders {

//! A number of RFC 8259 §6, as far as a double can say it.
struct JsonNumber
{
    double value = 0; //!< The nearest double; meaningless when isBeyond.
    bool isInteger = false; //!< Written without fraction and exponent.
    bool isBeyond = false; //!< Valid, but an integer beyond 64 bits or larger than any double.
    QByteArrayView raw{}; //!< The digits as they came; set by JsonReader.
};

//! Reads the number that starts at \a at and moves it behind; nothing when the grammar of RFC 8259 §6 is broken.
//! What follows the number is not looked at.
[[nodiscard]] std::optional<JsonNumber> readNumber(const char *&at, const char *end);

//! The number that \a text is as a whole, written as JSON writes it (`"231.5"` in a string).
[[nodiscard]] std::optional<JsonNumber> numberIn(QByteArrayView text);

} // namespace decoders
