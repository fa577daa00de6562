// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"

#include <QCache>

namespace models {

//! The pages of rows that came from the capture, the least used let go first.
class PageCache
{
public:
    static constexpr int pageRows = 256;
    static constexpr int mostPages = 64; //!< 64 × 256 rows of at most 1 KiB preview: 16 MiB.

    //! First sequence number of the page that holds \a seq.
    [[nodiscard]] static base::Seq pageStart(base::Seq seq) { return (seq - 1) / pageRows * pageRows + 1; }

    enum class Answer { Unknown, Missing, Here };
    //! Looks \a seq up. Missing: its page was read and the row is not there; Unknown: the page must be asked for.
    [[nodiscard]] Answer find(base::Seq seq, stream::Row &row) const;
    //! Keeps \a page. Rows behind \a lastSeq did not exist when it was asked for, so they are unknown, not missing.
    void insert(const stream::RowPage &page, base::Seq lastSeq);
    void clear() { m_pages.clear(); }

private:
    struct Page
    {
        QList<stream::Row> rows; //!< In order of seq.
        base::Seq knownUntil = 0;
    };
    mutable QCache<base::Seq, Page> m_pages{mostPages};
};

} // namespace models
