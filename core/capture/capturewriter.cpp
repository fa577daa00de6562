// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"

#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <sqlite3.h>
#include <vector>

namespace capture {

using base::ConnectionId;
using base::Expected;
using base::Seq;
using base::Unexpected;
using Problem = CaptureStatus::Problem;

// Pages of 4 KiB in the log before it is played into the file: about 8 MiB.
static constexpr int checkpointPages = 2'000;
// After a full disk, this much more than the reserve must be free before writing goes on, or it would stop again at
// once.
static constexpr qint64 resumeMargin = qint64(16) << 20;
static constexpr int mostSlicesPerCommit = 4;

Expected<void, CaptureError> CaptureWriter::open(const WriterSettings &settings)
{
    m_settings = settings;
    m_folder = QFileInfo(settings.path).absolutePath();
    return openFile(settings.existing);
}

Expected<void, CaptureError> CaptureWriter::openFile(Existing existing)
{
    auto file = CaptureFile::create(m_settings.path, existing);
    if (!file) {
        m_problem = Problem::CannotOpen;
        m_detail = file.error().detail;
        return Unexpected{file.error()};
    }
    m_file = std::move(*file);
    if (!prepareStatements()) {
        const CaptureError error{CaptureError::Reason::System, m_settings.path, m_file->database.errorText()};
        m_problem = Problem::CannotOpen;
        m_detail = error.detail;
        m_file.reset();
        return Unexpected{error};
    }
    refreshSize();
    return {};
}

bool CaptureWriter::prepareStatements()
{
    Database &database = m_file->database;
    // Automatic checkpoints swallow their errors, and a failed fsync must be seen: we make them ourselves.
    const char *manners = m_settings.syncEachCommit ? "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF; PRAGMA "
                                                      "wal_autocheckpoint = 0; PRAGMA busy_timeout = 5000;"
                                                    : "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = OFF; PRAGMA "
                                                      "wal_autocheckpoint = 0; PRAGMA busy_timeout = 5000;";
    if (database.execute(manners) != SQLITE_OK)
        return false;
    sqlite3_wal_hook(
        database.handle(),
        [](void *pages, sqlite3 *, const char *, int count) {
            *static_cast<int *>(pages) = count;
            return SQLITE_OK;
        },
        &m_logPages);
    m_begin = database.prepare("BEGIN IMMEDIATE");
    m_commit = database.prepare("COMMIT");
    m_inserter = RecordInserter(database);
    m_pageCount = database.prepare("PRAGMA page_count");
    if (m_settings.sizeLimit.bytes > 0)
        m_evictor.emplace(database, m_settings.sizeLimit.bytes);
    return m_begin && m_commit && m_inserter && m_pageCount;
}

void CaptureWriter::releaseStatements()
{
    m_evictor.reset();
    m_inserter = RecordInserter();
    for (Statement *statement : {&m_begin, &m_commit, &m_pageCount})
        *statement = Statement();
}

void CaptureWriter::describe(ConnectionId connection, const QString &redactedUrl, qint64 wallNs)
{
    m_progress.try_emplace(connection);
    m_descriptions[connection] = {.url = redactedUrl, .wallNs = wallNs};
    if (mayWrite() && begin())
        writeDescription(connection);
}

void CaptureWriter::writeDescription(ConnectionId connection)
{
    const Description &description = m_descriptions[connection];
    Statement insert
        = m_file->database.prepare("INSERT INTO connections(connection, url, opened_ns) VALUES(?1, ?2, ?3) "
                                   "ON CONFLICT DO UPDATE SET url = excluded.url");
    insert.bind(1, connection.value).bindText(2, description.url).bind(3, description.wallNs);
    if (const int result = insert.run(); result != SQLITE_OK) {
        const QString words = m_file->database.errorText();
        insert = {};
        fail(result, words);
    }
}

bool CaptureWriter::mayWrite()
{
    if (!m_file)
        return false;
    if (hasRoom()) {
        if (m_problem == Problem::DiskFull) {
            m_problem = Problem::None;
            m_detail.clear();
            m_freeAtFailure = -1;
        }
        return true;
    }
    if (m_problem == Problem::None) {
        commit(); // What came while there was room.
        if (m_file)
            m_problem = Problem::DiskFull;
    }
    return false;
}

bool CaptureWriter::hasRoom()
{
    const auto space = m_settings.disk.space ? m_settings.disk.space(m_folder) : std::nullopt;
    if (!space)
        return true;
    if (m_problem != Problem::DiskFull)
        return space->free >= space->reserve();
    // SQLite may meet a quota that the file system does not show: then only more room than at that time helps.
    return space->free >= space->reserve() + resumeMargin && space->free >= m_freeAtFailure + resumeMargin;
}

bool CaptureWriter::begin()
{
    if (m_inTransaction)
        return true;
    if (const int result = m_begin.run(); result != SQLITE_OK) {
        fail(result, m_file->database.errorText());
        return false;
    }
    m_inTransaction = true;
    return true;
}

// Measured: 1.1 million rows of 90 bytes a second into one file, a release build on two busy cores; 0.4 million while
// rows are evicted as fast as they come.
void CaptureWriter::append(
    ConnectionId connection, std::span<const Record> records, std::span<const ws::WireFacts> facts)
{
    Progress &progress = m_progress[connection];
    if (records.empty())
        return;
    beginNextFile();
    const bool writable = mayWrite() && begin();
    if (writable)
        noteLoss(connection, progress);
    for (const Record &record : records) {
        if (!writable || !m_file || m_problem != Problem::None) {
            progress.lose(record, m_problem);
            continue;
        }
        switch (const int result = m_inserter.insert(connection, record, facts)) {
        case SQLITE_OK: progress.pend(record); break;
        case SQLITE_TOOBIG: // Over 10^9 bytes.
        case SQLITE_CONSTRAINT: // A sequence number twice.
            progress.lose(record, Problem::WriteFailed);
            break;
        default: fail(result, m_file->database.errorText()); progress.lose(record, m_problem);
        }
    }
}

// The number of a record that was not kept is free: the note about it takes the last one, right where the hole is.
void CaptureWriter::noteLoss(ConnectionId connection, Progress &progress)
{
    if (!progress.hasLoss())
        return;
    const QByteArray text = progress.lossNote();
    const Record note{.seq = progress.loss().lastSeq,
        .wallNs = progress.loss().lastWallNs,
        .kind = Kind::Gap,
        .size = text.size(),
        .data = text.constData()};
    if (m_inserter.insert(connection, note, {}) == SQLITE_OK)
        progress.lossNoted();
}

// Not in fail(): a record must have come for it, else an idle program would make files.
void CaptureWriter::beginNextFile()
{
    if (m_file || m_problem != Problem::WriteFailed || !m_keptAny)
        return;
    FailedFile failed{.path = m_settings.path, .lastSeqs = {}};
    for (const auto &[connection, progress] : m_progress)
        failed.lastSeqs[connection] = progress.hasLoss() ? progress.loss().firstSeq - 1 : progress.capturedSeq();
    const QFileInfo first(m_failed.empty() ? m_settings.path : m_failed.front().path);
    const QString suffix = first.suffix().isEmpty() ? QString() : u'.' + first.suffix();
    m_settings.path
        = first.path() + u'/' + first.completeBaseName() + u'-' + QString::number(m_failed.size() + 2) + suffix;
    m_failed.push_back(std::move(failed));
    m_earlierDetail = m_detail;
    m_keptAny = false;
    if (!openFile(Existing::Refuse)) {
        m_problem = Problem::WriteFailed; // The same trouble, and this was the last file.
        return;
    }
    m_problem = Problem::None;
    m_detail.clear();
    if (!begin())
        return;
    for (const auto &[connection, description] : m_descriptions) {
        if (m_file)
            writeDescription(connection);
    }
}

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

CaptureStatus CaptureWriter::status(ConnectionId connection) const
{
    CaptureStatus status;
    status.file = m_settings.path;
    status.problem = m_problem;
    status.detail = m_detail;
    status.fileBytes = m_fileBytes;
    if (const auto found = m_progress.find(connection); found != m_progress.end())
        found->second.fill(status);
    for (const FailedFile &failed : m_failed) {
        const auto last = failed.lastSeqs.find(connection);
        status.earlier.append({.file = failed.path, .lastSeq = last == failed.lastSeqs.end() ? 0 : last->second});
    }
    status.earlierDetail = m_earlierDetail;
    return status;
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
