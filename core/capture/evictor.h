// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/capture/sqlite.h"

#include <vector>

namespace capture {

//! Removes the oldest rows of a capture, a slice at a time, so that the file keeps to its size.
//!
//! A slice is one transaction of at most about 5 ms: it learns how many rows fit. SQLite uses the freed pages again.
class Evictor
{
public:
    //! Rows of \a connection with a seq below \a before are gone.
    struct Removed
    {
        base::ConnectionId connection;
        base::Seq before = 0;
    };

    Evictor(Database &database, qint64 limitBytes);

    //! Bytes in use, without the pages that are free inside the file.
    [[nodiscard]] qint64 usedBytes();
    [[nodiscard]] bool isDue() { return usedBytes() > m_limit; }
    //! Removes one slice of the connection whose first row is the oldest; an SQLite result code, 0 for success.
    [[nodiscard]] int slice(const std::vector<base::ConnectionId> &connections, Removed &removed);

private:
    struct Oldest
    {
        base::ConnectionId connection;
        qint64 rowId = 0;
        qint64 wallNs = 0;
    };
    [[nodiscard]] Oldest oldest(const std::vector<base::ConnectionId> &connections);

    qint64 m_limit;
    qint64 m_pageSize;
    qint64 m_rows = 512; //!< How many rows the next slice takes.
    Statement m_begin, m_commit, m_rollback, m_first, m_deleteRecords, m_deleteFrames, m_pages, m_freePages;
};

} // namespace capture
