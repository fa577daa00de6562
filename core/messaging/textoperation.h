// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace messaging {

//! One change of a text that several people edit; positions count UTF-16 units, as editors do.
struct TextOperation
{
    enum class Type : quint8 { Insert, Delete };
    Type type = Type::Insert;
    qsizetype position = 0;
    QString text{}; //!< What is put in, or what is taken out.
    friend bool operator==(const TextOperation &, const TextOperation &) = default;
};

//! Changes in order, each made on what the ones before left.
using TextOperations = std::vector<TextOperation>;

//! Who comes first where two insert at the same place: the one with the smaller id. Both ends decide alike.
enum class Tie : quint8 { OursFirst, TheirsFirst };

//! The tie between two editors by their ids.
[[nodiscard]] inline Tie tieBetween(const QString &ours, const QString &theirs)
{
    return ours < theirs ? Tie::OursFirst : Tie::TheirsFirst;
}

//! \a ours as it must be made behind \a theirs, when both were made on the same text. A delete across an insert becomes
//! two; one that was made already becomes none.
[[nodiscard]] TextOperations transform(const TextOperation &ours, const TextOperation &theirs, Tie tie);

//! Both sides of it for whole sequences: \a ours behind \a theirs, and \a theirs behind \a ours. Made on the same text,
//! theirs and then the first, or ours and then the second, leave the same.
[[nodiscard]] std::pair<TextOperations, TextOperations> transform(
    const TextOperations &ours, const TextOperations &theirs, Tie tie);

//! True when \a operation can be made on \a text: it lies inside, a delete names what is there, and no surrogate pair
//! is cut.
[[nodiscard]] bool fits(const TextOperation &operation, const QString &text);
//! Makes \a operation, which must fit.
void apply(const TextOperation &operation, QString &text);
//! What takes \a operations back.
[[nodiscard]] TextOperations inverseOf(const TextOperations &operations);

//! `{"type":"insert","position":…,"text":…}`.
[[nodiscard]] QJsonObject toJson(const TextOperation &operation);
//! Nothing when \a object is no operation or its text is longer than \a longest.
[[nodiscard]] std::optional<TextOperation> textOperationFrom(const QJsonObject &object, qsizetype longest);

} // namespace messaging
