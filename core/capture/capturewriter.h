// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"
#include "core/base/expected.h"
#include "core/base/ids.h"
#include "core/capture/capturefile.h"
#include "core/capture/capturestatus.h"
#include "core/capture/disk.h"
#include "core/capture/evictor.h"
#include "core/capture/record.h"

#include <map>
#include <optional>
#include <span>

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
//! of what is missing. A write that the system refused is final: the file is closed as suspect (WriteFailed).
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
    //! What the open transaction holds of a connection.
    struct Pending
    {
        base::Seq firstSeq = 0;
        base::Seq lastSeq = 0;
        qint64 lastWallNs = 0;
        quint64 rows = 0;
        quint64 dataIn = 0;
        quint64 dataOut = 0;
    };
    //! Records that were not kept and that the file does not mention yet.
    struct Loss
    {
        base::Seq firstSeq = 0;
        base::Seq lastSeq = 0;
        qint64 lastWallNs = 0;
        quint64 rows = 0;
        CaptureStatus::Problem cause = CaptureStatus::Problem::None;
    };
    struct Progress
    {
        base::Seq capturedSeq = 0;
        base::Seq evictedBefore = 0;
        quint64 capturedIn = 0;
        quint64 capturedOut = 0;
        quint64 notCaptured = 0;
        Pending pending;
        Loss loss;
        Loss noted; //!< A loss whose note stands in the open transaction.

        void takeBackNote();
    };

    [[nodiscard]] bool prepareStatements();
    void releaseStatements();
    [[nodiscard]] bool mayWrite();
    [[nodiscard]] bool hasRoom();
    [[nodiscard]] bool begin();
    [[nodiscard]] int insert(base::ConnectionId connection, const Record &record, std::span<const ws::WireFacts> facts);
    void resumeIfRoom();
    void noteLoss(base::ConnectionId connection, Progress &progress);
    void lose(Progress &progress, const Pending &records, CaptureStatus::Problem cause);
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
    Statement m_begin, m_commit, m_insertRecord, m_insertFrame, m_pageCount;
    std::map<base::ConnectionId, Progress> m_progress;
    bool m_inTransaction = false;
    int m_logPages = 0; //!< In the write-ahead log, as SQLite last told.
    int m_checkpointAt = 0; //!< Log size at which a checkpoint is due.
    CaptureStatus::Problem m_problem = CaptureStatus::Problem::None;
    QString m_detail;
    qint64 m_fileBytes = 0;
    qint64 m_freeAtFailure = -1; //!< Room when SQLite itself said *full*; -1: it did not.
};

} // namespace capture
