// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/capture/rowflags.h"

#include <QByteArray>

#include <algorithm>

namespace capture {

// What a row of a file says is not believed further than these say.

//! The latest time that is read as it stands: 2200, as in the analysis. Whoever takes the difference of two, or adds to
//! one, is within 64 bit.
inline constexpr qint64 latestNs = 7'258'118'400'000'000'000;

constexpr qint64 plausibleNs(qint64 ns) { return std::clamp<qint64>(ns, 0, latestNs); }
constexpr qint64 plausibleSize(qint64 bytes) { return std::clamp<qint64>(bytes, 0, qint64(1) << 40); }

//! SQL for a payload that comes with its row: a blob of at most \a most bytes, or a number. Of all others NULL: their
//! bytes, also those of a text, are read through a Blob. Neither typeof() nor the length() of a blob reads its pages.
inline QByteArray payloadUpTo(qsizetype most)
{
    return "CASE typeof(payload) WHEN 'blob' THEN CASE WHEN length(payload) <= " + QByteArray::number(most)
        + " THEN payload END WHEN 'text' THEN NULL ELSE CAST(payload AS BLOB) END";
}

//! Row numbers of a walk, which must rise (or fall): in a damaged tree they need not, and a walk that begins again
//! behind its last row would never end.
class RowOrder
{
public:
    explicit RowOrder(qint64 from, qint64 to) : m_from(from), m_to(to) { }

    //! Whether \a rowId may follow; the next one must be above it.
    [[nodiscard]] bool rises(qint64 rowId)
    {
        if (m_isOver || rowId < m_from || rowId > m_to)
            return false;
        m_isOver = rowId == m_to;
        m_from = m_isOver ? rowId : rowId + 1;
        return true;
    }
    //! The same downwards.
    [[nodiscard]] bool falls(qint64 rowId)
    {
        if (m_isOver || rowId < m_from || rowId > m_to)
            return false;
        m_isOver = rowId == m_from;
        m_to = m_isOver ? rowId : rowId - 1;
        return true;
    }
    //! What is left to walk through; nothing when isOver().
    [[nodiscard]] qint64 from() const { return m_from; }
    [[nodiscard]] qint64 to() const { return m_to; }
    [[nodiscard]] bool isOver() const { return m_isOver || m_from > m_to; }

private:
    qint64 m_from, m_to;
    bool m_isOver = false;
};

} // namespace capture
