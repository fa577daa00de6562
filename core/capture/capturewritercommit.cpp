// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"

#include <cerrno>
#include <cstring>
#include <sqlite3.h>
#include <vector>

// A transaction's end, well or badly, and the file's.

namespace capture {

using base::ConnectionId;
using Problem = CaptureStatus::Problem;

// Pages of 4 KiB in the log before it is played into the file: about 8 MiB.
static constexpr int checkpointPages = 2'000;
static constexpr int mostSlicesPerCommit = 4;

// Also when nothing more arrives, a person sees that the disk is free again.
void CaptureWriter::resumeIfRoom()
{
    if (m_problem != Problem::DiskFull || !mayWrite() || !begin())
        return;
    for (auto &[connection, progress] : m_progress)
        noteLoss(connection, progress);
}

void CaptureWriter::commit()
{
    resumeIfRoom();
    if (!m_inTransaction)
        return;
    if (const int result = endTransaction(); result != SQLITE_OK)
        return;
    settle();
    checkpointIfDue();
    if (m_file)
        evict();
    if (m_file)
        refreshSize();
}

int CaptureWriter::endTransaction()
{
    int result = SQLITE_OK;
    QString words;
    if (const int number = m_settings.disk.beforeCommit ? m_settings.disk.beforeCommit() : 0; number != 0) {
        result = number == ENOSPC ? SQLITE_FULL : SQLITE_IOERR;
        words = QString::fromLocal8Bit(std::strerror(number));
    } else {
        result = m_commit.run() & 0xFF;
        if (result != SQLITE_OK)
            words = m_file->database.errorText();
    }
    if (result != SQLITE_OK)
        fail(result, words);
    m_inTransaction = false;
    return result;
}

void CaptureWriter::settle()
{
    m_keptAny = true;
    for (auto &[connection, progress] : m_progress)
        progress.settle();
}

void CaptureWriter::checkpointIfDue()
{
    if (m_logPages < checkpointPages)
        m_checkpointAt = checkpointPages;
    if (m_logPages < m_checkpointAt)
        return;
    m_checkpointAt = m_logPages + checkpointPages;
    // A reader in the way (BUSY) only delays it; it is tried again when the log has grown by as much.
    const int result
        = sqlite3_wal_checkpoint_v2(m_file->database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr)
        & 0xFF;
    if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED)
        fail(result, m_file->database.errorText());
}

void CaptureWriter::evict()
{
    if (!m_evictor)
        return;
    std::vector<ConnectionId> connections;
    for (const auto &[connection, progress] : m_progress)
        connections.push_back(connection);
    for (int slices = 0; slices < mostSlicesPerCommit && m_evictor->isDue(); ++slices) {
        Evictor::Removed removed;
        if (const int result = m_evictor->slice(connections, removed); result != SQLITE_OK) {
            fail(result & 0xFF, m_file->database.errorText());
            return;
        }
        if (removed.before == 0)
            return;
        m_progress[removed.connection].evicted(removed.before);
    }
}

void CaptureWriter::refreshSize()
{
    if (m_pageCount.next())
        m_fileBytes = m_pageCount.integer(0) * 4096;
    m_pageCount.reset();
}

// A full disk is rolled back and waited out. Anything else leaves the file suspect: it is closed as it is, for good,
// and is never written again; a new one takes over.
void CaptureWriter::fail(int sqliteCode, const QString &detail)
{
    if (!m_file)
        return;
    m_file->database.execute("ROLLBACK");
    m_inTransaction = false;
    m_detail = detail;
    m_problem = (sqliteCode & 0xFF) == SQLITE_FULL ? Problem::DiskFull : Problem::WriteFailed;
    for (auto &[connection, progress] : m_progress)
        progress.rollBack(m_problem);
    if (m_problem == Problem::DiskFull) {
        const auto space = m_settings.disk.space ? m_settings.disk.space(m_folder) : std::nullopt;
        m_freeAtFailure = space ? space->free : -1;
        return;
    }
    releaseStatements();
    m_file->database.abandon();
    m_file.reset();
}

void CaptureWriter::writeTotals()
{
    Statement totals = m_file->database.prepare(
        "UPDATE connections SET evicted_before = ?2, not_captured = ?3 WHERE connection = ?1");
    for (auto &[connection, progress] : m_progress) {
        noteLoss(connection, progress);
        totals.bind(1, connection.value).bind(2, static_cast<qint64>(progress.evictedBefore()));
        totals.bind(3, static_cast<qint64>(progress.notCaptured())).run();
    }
    m_file->database.execute("INSERT OR REPLACE INTO meta VALUES('clean_end', 1)");
}

void CaptureWriter::close()
{
    if (!m_file)
        return;
    commit();
    if (m_file && mayWrite() && begin()) {
        writeTotals();
        commit();
    }
    if (!m_file)
        return;
    releaseStatements();
    sqlite3_wal_hook(m_file->database.handle(), nullptr, nullptr);
    m_file->database.execute(
        "PRAGMA busy_timeout = 200; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
    m_file->database.close();
    m_file.reset();
}

} // namespace capture
