// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/decoders/pathfinder.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <optional>

namespace messaging {

//! Why a message has no id that can be used (D06).
enum class IdProblem : quint8 {
    NotJson, //!< No JSON object.
    Missing, //!< The field is not there, or null.
    NotScalar, //!< An object, an array, true or false.
    TooLong, //!< Over 256 bytes.
};

//! The longest raw token that counts as an id.
constexpr qsizetype longestId = 256;

//! Finds some fields in one text after the other, all in one walk. Allocates nothing from text to text.
class JsonFields
{
public:
    JsonFields() : JsonFields(QStringList()) { }
    //! \a paths as profiles have them (`id`, `meta.id`); an empty one is never found.
    explicit JsonFields(const QStringList &paths);

    //! What is asked below is of \a text, which must live as long.
    void read(QByteArrayView text);

    [[nodiscard]] bool isObject() const { return m_isObject; }
    //! The raw JSON token at path number \a path, strings with their quotes; of a key that comes twice the last.
    [[nodiscard]] base::Expected<QByteArray, IdProblem> id(std::size_t path) const;
    [[nodiscard]] bool has(std::size_t path) const { return find(path).isFound(); }
    //! The text of a string at path number \a path; empty for anything else.
    [[nodiscard]] QByteArray text(std::size_t path) const;

private:
    [[nodiscard]] const decoders::PathValue &find(std::size_t path) const;

    std::vector<std::size_t> m_first; //!< The first reading of each path, and one behind the last of all.
    decoders::PathReader m_reader;
    bool m_isObject = false;
};

//! The id of one text, as JsonFields::id() has it.
[[nodiscard]] base::Expected<QByteArray, IdProblem> idIn(QByteArrayView text, const QString &path);

//! Whole numbers of any length, as text without a sign and without zeros in front.
namespace integer {

//! The number that the token \a id is, quoted or not; nothing for anything else, also for negative numbers and
//! fractions.
[[nodiscard]] std::optional<QByteArray> of(QByteArrayView id);
//! Less than, equal to or greater than 0, as \a a is to \a b.
[[nodiscard]] int compare(const QByteArray &a, const QByteArray &b);
[[nodiscard]] QByteArray plus(QByteArray number, int small); //!< \a small is not negative.
[[nodiscard]] QByteArray minusOne(QByteArray number); //!< \a number is not 0.

} // namespace integer

} // namespace messaging
