// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace filters {

//! Why a text is no filter, and where.
struct FilterError
{
    enum class Reason : quint8 {
        MissingTerm, //!< Behind `and`, `or`, `not`, or between brackets.
        MissingBracket, //!< An opened bracket is not closed; `at` is where it opens.
        StrayBracket, //!< It closes what was not opened.
        MissingQuote, //!< A text or a regular expression does not end; `at` is where it begins.
        UnknownName, //!< `nosuch:…`; `detail` is the name.
        UnknownValue, //!< `dir:sideways`; `detail` is the value.
        MissingValue, //!< Nothing stands behind the sign.
        WrongSign, //!< `dir>in`, `type<a`.
        BadNumber, //!< No number, or a unit that does not belong here.
        BadTime,
        BadPath,
        BadRegex, //!< `detail` has the words of the library.
        TooLong, //!< More than Filter::longestText characters.
        TooDeep, //!< Brackets in brackets in …
    };
    Reason reason = Reason::MissingTerm;
    qsizetype at = 0; //!< Index of a UTF-16 unit in the text.
    QString detail{};
    friend bool operator==(const FilterError &, const FilterError &) = default;
};

} // namespace filters
