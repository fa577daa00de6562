// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/decoders/jsonoutline.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

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

//! A received or sent text, read once for several fields.
class JsonFields
{
public:
    //! \a text must live as long as this does.
    explicit JsonFields(QByteArrayView text);

    [[nodiscard]] bool isObject() const { return m_isObject; }
    //! The raw JSON token at \a path (`id`, `meta.id`), strings with their quotes; of a key that comes twice the last.
    [[nodiscard]] base::Expected<QByteArray, IdProblem> id(const QString &path) const;
    [[nodiscard]] bool has(const QString &path) const { return find(path) >= 0; }
    //! The text of a string at \a path; empty for anything else.
    [[nodiscard]] QByteArray text(const QString &path) const;

private:
    [[nodiscard]] int find(const QString &path) const;

    QByteArrayView m_text;
    decoders::Outline m_outline;
    bool m_isObject = false;
};

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
