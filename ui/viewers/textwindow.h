// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace viewers {

//! A piece of a foreign text, made safe and cheap to lay out.
struct TextWindow
{
    QString text;
    qsizetype end = 0; //!< The byte behind the piece, where the next one begins.
    friend bool operator==(const TextWindow &, const TextWindow &) = default;
};

constexpr qsizetype textWindowBytes = qsizetype(64) << 10;
constexpr int textWindowLines = 4'000;
constexpr qsizetype mostLineLength
    = 1'024; //!< A longer line is broken here: laying out is quadratic in its length (U03).

//! The text of \a bytes from \a from on, at most textWindowBytes and textWindowLines of it. Controls, bidi overrides
//! and invisible characters become visible escapes, invalid UTF-8 U+FFFD, piles of combining marks are escaped (U05 to
//! U08). Line breaks and tabs stay. Costs about a millisecond; thread-safe.
[[nodiscard]] TextWindow textWindow(QByteArrayView bytes, qsizetype from);

} // namespace viewers
