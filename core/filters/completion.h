// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace filters {

//! What a feed has, for completion behind `$`, `type:` and `conn:`; foreign texts.
struct Known
{
    QStringList paths{}; //!< `data.price`
    QStringList types{};
    QStringList connections{};
};

//! What may stand at a place of a filter that is being written.
struct Completion
{
    qsizetype at = 0; //!< Where what is written already begins; it goes to the cursor.
    QStringList words{}; //!< To put there instead, in a sensible order.
    friend bool operator==(const Completion &, const Completion &) = default;
};

//! What may stand before \a cursor in \a text, which need not be a filter yet.
[[nodiscard]] Completion complete(const QString &text, qsizetype cursor, const Known &known = {});

} // namespace filters
