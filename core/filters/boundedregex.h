// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QRegularExpression>

namespace filters {

//! A regular expression that cannot hang a thread, whatever the pattern and the payload are.
//!
//! It looks at the first mebibyte, window by window; each window has a bound on backtracking, and a payload a bound on
//! time. What could not be decided within them does not match, and is counted by who asks. Where a payload is longer
//! than a window, matches of more than 2 Ki characters may be missed.
class BoundedRegex
{
public:
    enum class Answer : quint8 { No, Yes, Undecided };

    static constexpr qsizetype mostBytes = 1 << 20;

    BoundedRegex() = default;
    BoundedRegex(const QString &pattern, QRegularExpression::PatternOptions options);

    [[nodiscard]] bool isValid() const { return m_regex.isValid(); }
    [[nodiscard]] QString errorText() const { return m_regex.errorString(); }
    [[nodiscard]] qsizetype errorOffset() const; //!< In the pattern as given.
    //! Whether it occurs in \a payload: UTF-8, or bytes, of which each is a character.
    [[nodiscard]] Answer occursIn(QByteArrayView payload) const;

private:
    QRegularExpression m_regex;
};

} // namespace filters
