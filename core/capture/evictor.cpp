// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/evictor.h"

#include <QElapsedTimer>

#include <algorithm>

namespace capture {

static constexpr qint64 fewestRows = 16;
static constexpr qint64 mostRows = 65'536;
static constexpr qint64 sliceNs = 5'000'000;

Evictor::Evictor(Database &database, qint64 limitBytes)
    : m_limit(limitBytes)
    , m_pageSize(database.number("PRAGMA page_size", 4096))
    , m_begin(database.prepare("BEGIN IMMEDIATE"))
    , m_commit(database.prepare("COMMIT"))
    , m_rollback(database.prepare("ROLLBACK"))
    , m_first(database.prepare("SELECT id, received_ns FROM records WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 1"))
    , m_deleteRecords(database.prepare("DELETE FROM records WHERE id >= ?1 AND id < ?2"))
    , m_deleteFrames(database.prepare("DELETE FROM frames WHERE id >= ?1 AND id < ?2"))
    , m_pages(database.prepare("PRAGMA page_count"))
    , m_freePages(database.prepare("PRAGMA freelist_count"))
{
}

static qint64 numberOf(Statement &statement)
{
    const qint64 number = statement.next() ? statement.integer(0) : 0;
    statement.reset();
    return number;
}

qint64 Evictor::usedBytes() { return (numberOf(m_pages) - numberOf(m_freePages)) * m_pageSize; }

Evictor::Oldest Evictor::oldest(const std::vector<base::ConnectionId> &connections)
{
    Oldest found;
    for (const base::ConnectionId connection : connections) {
        m_first.bind(1, base::rowId(connection, 0)).bind(2, base::rowId(connection, ~base::Seq(0)));
        if (m_first.next()) {
            const Oldest first{connection, m_first.integer(0), m_first.integer(1)};
            if (found.rowId == 0 || first.wallNs < found.wallNs)
                found = first;
        }
        m_first.reset();
    }
    return found;
}

int Evictor::slice(const std::vector<base::ConnectionId> &connections, Removed &removed)
{
    QElapsedTimer timer;
    timer.start();
    const Oldest first = oldest(connections);
    if (first.rowId == 0)
        return 0;
    const base::Seq before = base::seqOf(first.rowId) + static_cast<quint64>(m_rows);
    const qint64 end = base::rowId(first.connection, before);

    int result = m_begin.run();
    for (Statement *statement : {&m_deleteRecords, &m_deleteFrames}) {
        if (result == 0)
            result = statement->bind(1, first.rowId).bind(2, end).run();
    }
    if (result == 0)
        result = m_commit.run();
    if (result != 0) {
        m_rollback.run();
        return result;
    }
    removed = {first.connection, before};
    if (timer.nsecsElapsed() < sliceNs / 3)
        m_rows = std::min(mostRows, m_rows * 2);
    else if (timer.nsecsElapsed() > sliceNs * 2 / 3)
        m_rows = std::max(fewestRows, m_rows / 4);
    return 0;
}

} // namespace capture
