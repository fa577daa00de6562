// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"

#include <QFileInfo>

#include <sqlite3.h>

namespace capture {

using base::ConnectionId;
using base::Expected;
using base::Unexpected;
using Problem = CaptureStatus::Problem;

// After a full disk, this much more than the reserve must be free before writing goes on, or it would stop again at
// once.
static constexpr qint64 resumeMargin = qint64(16) << 20;

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

} // namespace capture
