// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace text {

//! What happened, in one plain sentence, and what a person can do about it. Plain text: show it with Qt::PlainText.
struct Explanation
{
    QString what;
    QString advice; //!< Empty when there is nothing to do.

    //! Both, for one line.
    [[nodiscard]] QString whole() const { return advice.isEmpty() ? what : what + u' ' + advice; }
    friend bool operator==(const Explanation &, const Explanation &) = default;
};

} // namespace text
