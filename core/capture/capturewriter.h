// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"
#include "core/base/expected.h"
#include "core/base/ids.h"
#include "core/capture/capturefile.h"
#include "core/capture/capturestatus.h"
#include "core/capture/disk.h"
#include "core/capture/evictor.h"
#include "core/capture/progress.h"
#include "core/capture/record.h"
#include "core/capture/recordinserter.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace capture {

//! What is written, where, and how much of it may stay.
struct WriterSettings
{
    QString path;
    Existing existing = Existing::Refuse;
    base::ByteCount sizeLimit{
        0}; //!< The oldest rows go when the file holds more; 0: never. For automatic captures 4 GiB.
    bool syncEachCommit
        = false; //!< Survive a power cut up to the last commit (synchronous=FULL); about ten times slower.
    Disk disk = systemDisk();
};

//! Keeps every record of a run in one SQLite file. Lives on the capture thread and has no thread of its own.
//!
//! open(); then append() Batches and commit() every 20 ms or when the queue is empty; close(). It never throws a record
//! away silently: what cannot be written is counted in CaptureStatus::notCaptured and capturedSeq advances all the
//! same, so that memory can be released. When the disk is full it stops and resumes by itself, with a Gap note in place
//! of what is missing. After a write that the system refused nothing more goes into that file: it is closed as it is,
//! as suspect, and the next record begins a new one beside it, `name-2.sqlite` and so on. When a new file fails before
//! it kept anything, that was the last (WriteFailed).
class CaptureWriter
{
public:
    static constexpr base::ByteCount automaticLimit{qint64(4) << 30};

    CaptureWriter() = default;
    ~CaptureWriter() { close(); }
    Q_DISABLE_COPY_MOVE(CaptureWriter)

    //! Creates the file. After a failure append() only counts, and status() says CannotOpen.
    [[nodiscard]] base::Expected<void, CaptureError> open(const WriterSettings &settings);
    //! Names a connection in the file; \a redactedUrl must hold no secret.
    void describe(base::ConnectionId connection, const QString &redactedUrl, qint64 wallNs);
    //! Adds \a records, which must follow what was appended before, to the open transaction (or begins one).
    void append(base::ConnectionId connection, std::span<const Record> records, std::span<const ws::WireFacts> facts);
    //! Ends the transaction; its records are on their way to the disk and survive a crash of this program. Call it now
    //! and then while nothing arrives, too: a disk that is free again is noticed here.
    void commit();
    [[nodiscard]] CaptureStatus status(base::ConnectionId connection) const;
    //! Commits and leaves one file without a log beside it, ready to be copied. Readers must have been closed before,
    //! else the log stays until the last of them closes.
    void close();

private:
    struct FailedFile
    {
        QString path;
        std::map<base::ConnectionId, base::Seq> lastSeqs; //!< What came later is in the next file.
    };
    struct Description
    {
        QString url;
        qint64 wallNs = 0;
    };

    [[nodiscard]] base::Expected<void, CaptureError> openFile(Existing existing);
    [[nodiscard]] bool prepareStatements();
    void releaseStatements();
    [[nodiscard]] bool mayWrite();
    [[nodiscard]] bool hasRoom();
    [[nodiscard]] bool begin();
    void resumeIfRoom();
    void noteLoss(base::ConnectionId connection, Progress &progress);
    void beginNextFile();
    void writeDescription(base::ConnectionId connection);
    [[nodiscard]] int endTransaction();
    void settle();
    void checkpointIfDue();
    void refreshSize();
    void evict();
    void fail(int sqliteCode, const QString &detail);
    void writeTotals();

    WriterSettings m_settings;
    QString m_folder;
    std::optional<CaptureFile> m_file;
    std::optional<Evictor> m_evictor;
    Statement m_begin, m_commit, m_pageCount;
    RecordInserter m_inserter;
    std::map<base::ConnectionId, Progress> m_progress;
    std::map<base::ConnectionId, Description> m_descriptions;
    std::vector<FailedFile> m_failed; //!< Closed as suspect, oldest first.
    QString m_earlierDetail;
    bool m_keptAny = false; //!< In the present file.
    bool m_inTransaction = false;
    int m_logPages = 0; //!< In the write-ahead log, as SQLite last told.
    int m_checkpointAt = 0; //!< Log size at which a checkpoint is due.
    CaptureStatus::Problem m_problem = CaptureStatus::Problem::None;
    QString m_detail;
    qint64 m_fileBytes = 0;
    qint64 m_freeAtFailure = -1; //!< Room when SQLite itself said *full*; -1: it did not.
};

} // namespace capture
