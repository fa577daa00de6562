// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace decoders {

//! One step into a value: to a member of an object by its name, or to an element of an array.
struct PathStep
{
    QByteArray name{}; //!< UTF-8, nothing escaped; of members.
    int index = -1; //!< Of elements; -1: it is a member.

    [[nodiscard]] bool isElement() const { return index >= 0; }
    friend bool operator==(const PathStep &, const PathStep &) = default;
};

//! Why a text is no path.
enum class PathFault : quint8 {
    Empty,
    EmptyName, //!< `a..b`, `a.`: a member with an empty name is written `[""]`.
    MissingDot, //!< Something else than `.` or `[` behind a bracket.
    BadIndex, //!< Neither a whole number nor a quoted name in brackets.
    BadString, //!< A quoted name that is not closed, or with an escape that JSON does not know.
    MissingBracket,
    TooLong, //!< Over 4 096 bytes, or 512 steps.
};

//! Where and why reading a path stopped.
struct PathError
{
    qsizetype offset = 0;
    PathFault fault = PathFault::Empty;
    friend bool operator==(const PathError &, const PathError &) = default;
};

//! Where in a message a value stands: `data.price`, `bids[0][1]`, `a["b.c"]`, `$.data.price`.
//!
//! The one grammar of the program. A leading `$` or `$.` is the whole message and may be left out; a name ends at `.`
//! or
//! `[`, whatever else it holds; what would end it is written in brackets and JSON quotes.
class FieldPath
{
public:
    static constexpr qsizetype longest = 4096;
    static constexpr std::size_t deepest = 512;

    FieldPath() = default;
    explicit FieldPath(std::vector<PathStep> steps) : m_steps(std::move(steps)) { }

    [[nodiscard]] static base::Expected<FieldPath, PathError> parse(QByteArrayView text);
    //! Names between dots, brackets and all: how some settings were read before there was one grammar.
    [[nodiscard]] static FieldPath dotted(QByteArrayView text);

    //! From the outermost step inwards; none: the whole message.
    [[nodiscard]] const std::vector<PathStep> &steps() const { return m_steps; }
    //! The canonical text, which parse() reads: names are bare where they can be. `$` for the whole message.
    [[nodiscard]] QByteArray text() const;

    friend bool operator==(const FieldPath &, const FieldPath &) = default;

private:
    std::vector<PathStep> m_steps;
};

//! \a name as a step of a canonical path; \a isFirst: no dot in front.
[[nodiscard]] QByteArray pathText(QByteArrayView name, bool isFirst);

//! How a path in a profile may be meant, which may be older than the grammar: where the text can also be read as names
//! between dots, that reading comes first, as it always has. None for an empty text.
[[nodiscard]] std::vector<FieldPath> savedReadings(QByteArrayView text);

} // namespace decoders
