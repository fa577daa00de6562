// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace fields {

//! How many bytes of foreign texts (keys, and strings that may become keys) one connection's analysis remembers in all.
class TextBudget
{
public:
    static constexpr qint64 standard = qint64(16) << 20;
    static constexpr qint64 overhead = 96; //!< What a text costs beside its bytes.

    explicit TextBudget(qint64 bytes = standard) : m_left(bytes) { }

    //! Room for a text of \a bytes; false: there is none left.
    [[nodiscard]] bool take(qint64 bytes)
    {
        if (m_left < bytes + overhead)
            return false;
        m_left -= bytes + overhead;
        return true;
    }
    void giveBack(qint64 bytes) { m_left += bytes + overhead; }
    [[nodiscard]] qint64 left() const { return m_left; }

private:
    qint64 m_left;
};

} // namespace fields
