// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"

#include "core/capture/rowflags.h"

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
    auto file = CaptureFile::create(settings.path, settings.existing);
    if (!file) {
        m_problem = Problem::CannotOpen;
        m_detail = file.error().detail;
        return Unexpected{file.error()};
    }
    m_file = std::move(*file);
    if (!prepareStatements()) {
        const CaptureError error{CaptureError::Reason::System, settings.path, m_file->database.errorText()};
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
    m_insertRecord = database.prepare(
        "INSERT INTO records(id, received_ns, flags, size, wire_size, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    m_insertFrame = database.prepare("INSERT INTO frames(id, fragments, compressed_size, mask, first_byte_ns, header) "
                                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    m_pageCount = database.prepare("PRAGMA page_count");
    if (m_settings.sizeLimit.bytes > 0)
        m_evictor.emplace(database, m_settings.sizeLimit.bytes);
    return m_begin && m_commit && m_insertRecord && m_insertFrame && m_pageCount;
}

void CaptureWriter::releaseStatements()
{
    m_evictor.reset();
    for (Statement *statement : {&m_begin, &m_commit, &m_insertRecord, &m_insertFrame, &m_pageCount})
        *statement = Statement();
}

void CaptureWriter::describe(ConnectionId connection, const QString &redactedUrl, qint64 wallNs)
{
    m_progress.try_emplace(connection);
    if (!mayWrite() || !begin())
        return;
    Statement insert
        = m_file->database.prepare("INSERT INTO connections(connection, url, opened_ns) VALUES(?1, ?2, ?3) "
                                   "ON CONFLICT DO UPDATE SET url = excluded.url");
    insert.bind(1, connection.value).bindText(2, redactedUrl).bind(3, wallNs);
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
    const bool writable = mayWrite() && begin();
    if (writable)
        noteLoss(connection, progress);
    for (const Record &record : records) {
        Pending one{.firstSeq = record.seq, .lastSeq = record.seq, .lastWallNs = record.wallNs, .rows = 1};
        if (!writable || !m_file || m_problem != Problem::None) {
            lose(progress, one, m_problem);
            continue;
        }
        switch (const int result = insert(connection, record, facts)) {
        case SQLITE_OK:
            break;
        case SQLITE_TOOBIG: // Over 10^9 bytes.
        case SQLITE_CONSTRAINT: // A sequence number twice.
            lose(progress, one, Problem::WriteFailed);
            continue;
        default:
            fail(result, m_file->database.errorText());
            lose(progress, one, m_problem);
            continue;
        }
        Pending &pending = progress.pending;
        pending.firstSeq = pending.rows == 0 ? record.seq : pending.firstSeq;
        pending.lastSeq = record.seq;
        pending.lastWallNs = record.wallNs;
        ++pending.rows;
        if (isData(record.kind))
            ++(record.direction == Direction::In ? pending.dataIn : pending.dataOut);
    }
}

int CaptureWriter::insert(ConnectionId connection, const Record &record, std::span<const ws::WireFacts> facts)
{
    const bool hasFacts = record.hasFrameFacts && record.facts < facts.size();
    const RowFlags flags{.kind = record.kind, .direction = record.direction, .hasFrameFacts = hasFacts};
    const qint64 id = base::rowId(connection, record.seq);
    m_insertRecord.bind(1, id)
        .bind(2, record.wallNs)
        .bind(3, flags.packed())
        .bind(4, record.size)
        .bind(5, record.wireSize);
    if (!m_insertRecord.bindBlob(6, record.payload()))
        return SQLITE_TOOBIG;
    if (const int result = m_insertRecord.run() & 0xFF; result != SQLITE_OK || !hasFacts)
        return result;

    const ws::WireFacts &wire = facts[record.facts];
    m_insertFrame.bind(1, id).bind(2, wire.fragments);
    wire.compressedSize >= 0 ? m_insertFrame.bind(3, wire.compressedSize) : m_insertFrame.bindNull(3);
    wire.masked ? m_insertFrame.bind(4, wire.maskKey) : m_insertFrame.bindNull(4);
    m_insertFrame.bind(5, record.wallNs - (record.steadyNs - wire.firstByte.count()));
    const auto headerSize = std::min<qsizetype>(wire.headerSize, static_cast<qsizetype>(wire.header.size()));
    if (!m_insertFrame.bindBlob(6, {reinterpret_cast<const char *>(wire.header.data()), headerSize}))
        return SQLITE_TOOBIG;
    return m_insertFrame.run() & 0xFF;
}

// The number of a record that was not kept is free: the note about it takes the last one, right where the hole is.
void CaptureWriter::noteLoss(ConnectionId connection, Progress &progress)
{
    const Loss loss = progress.loss;
    if (loss.rows == 0)
        return;
    const char *cause = loss.cause == Problem::DiskFull ? "disk-full" : "write-failed";
    const QByteArray text = R"({"reason":"not-captured","cause":")" + QByteArray(cause) + R"(","first_seq":)"
        + QByteArray::number(loss.firstSeq) + R"(,"last_seq":)" + QByteArray::number(loss.lastSeq) + R"(,"count":)"
        + QByteArray::number(loss.rows) + '}';
    const Record note{.seq = loss.lastSeq,
        .wallNs = loss.lastWallNs,
        .kind = Kind::Gap,
        .size = text.size(),
        .data = text.constData()};
    if (insert(connection, note, {}) == SQLITE_OK)
        progress.noted = std::exchange(progress.loss, {});
}

// Also when nothing more arrives, a person sees that the disk is free again.
void CaptureWriter::resumeIfRoom()
{
    if (m_problem != Problem::DiskFull || !mayWrite() || !begin())
        return;
    for (auto &[connection, progress] : m_progress)
        noteLoss(connection, progress);
}

void CaptureWriter::lose(Progress &progress, const Pending &records, Problem cause)
{
    progress.notCaptured += records.rows;
    // Behind rows of an open transaction: settle() or fail() advances over both.
    if (progress.pending.rows == 0)
        progress.capturedSeq = std::max(progress.capturedSeq, records.lastSeq);
    Loss &loss = progress.loss;
    loss.firstSeq = loss.rows == 0 ? records.firstSeq : std::min(loss.firstSeq, records.firstSeq);
    loss.lastSeq = std::max(loss.lastSeq, records.lastSeq);
    loss.lastWallNs = records.lastWallNs;
    loss.rows += records.rows;
    loss.cause = cause;
}

// The note about an earlier loss went with the transaction.
void CaptureWriter::Progress::takeBackNote()
{
    const Loss before = std::exchange(noted, {});
    if (before.rows == 0)
        return;
    loss.firstSeq = before.firstSeq;
    loss.rows += before.rows;
    if (loss.lastSeq < before.lastSeq) {
        loss.lastSeq = before.lastSeq;
        loss.lastWallNs = before.lastWallNs;
        loss.cause = before.cause;
    }
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
    for (auto &[connection, progress] : m_progress) {
        const Pending done = std::exchange(progress.pending, {});
        progress.noted = {};
        progress.capturedIn += done.dataIn;
        progress.capturedOut += done.dataOut;
        progress.capturedSeq = std::max({progress.capturedSeq, done.lastSeq, progress.loss.lastSeq});
    }
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
        Progress &progress = m_progress[removed.connection];
        progress.evictedBefore = std::max(progress.evictedBefore, std::min(removed.before, progress.capturedSeq + 1));
    }
}

void CaptureWriter::refreshSize()
{
    if (m_pageCount.next())
        m_fileBytes = m_pageCount.integer(0) * 4096;
    m_pageCount.reset();
}

// A full disk is rolled back and waited out. Anything else leaves the file suspect: it is closed as it is, for good.
void CaptureWriter::fail(int sqliteCode, const QString &detail)
{
    if (!m_file)
        return;
    m_file->database.execute("ROLLBACK");
    m_inTransaction = false;
    m_detail = detail;
    m_problem = (sqliteCode & 0xFF) == SQLITE_FULL ? Problem::DiskFull : Problem::WriteFailed;
    for (auto &[connection, progress] : m_progress) {
        progress.takeBackNote();
        if (const Pending lost = std::exchange(progress.pending, {}); lost.rows > 0)
            lose(progress, lost, m_problem);
        progress.capturedSeq = std::max(progress.capturedSeq, progress.loss.lastSeq);
    }
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
    CaptureStatus status{.file = m_settings.path, .problem = m_problem, .detail = m_detail, .fileBytes = m_fileBytes};
    if (const auto found = m_progress.find(connection); found != m_progress.end()) {
        const Progress &progress = found->second;
        status.capturedSeq = progress.capturedSeq;
        status.evictedBefore = progress.evictedBefore;
        status.capturedIn = progress.capturedIn;
        status.capturedOut = progress.capturedOut;
        status.notCaptured = progress.notCaptured;
    }
    return status;
}

void CaptureWriter::writeTotals()
{
    Statement totals = m_file->database.prepare(
        "UPDATE connections SET evicted_before = ?2, not_captured = ?3 WHERE connection = ?1");
    for (auto &[connection, progress] : m_progress) {
        noteLoss(connection, progress);
        totals.bind(1, connection.value).bind(2, static_cast<qint64>(progress.evictedBefore));
        totals.bind(3, static_cast<qint64>(progress.notCaptured)).run();
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
