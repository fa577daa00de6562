// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/capture/capturestatus.h"
#include "core/capture/record.h"

namespace capture {

//! How far the records of one connection are: on the disk, in the open transaction, or lost and to be mentioned.
//!
//! A part of CaptureWriter, on its thread. `capturedSeq` never goes back: memory up to there may be released.
class Progress
{
public:
    //! Records that follow each other.
    struct Run
    {
        base::Seq firstSeq = 0;
        base::Seq lastSeq = 0;
        qint64 lastWallNs = 0;
        quint64 rows = 0;
    };

    //! \a record stands in the open transaction.
    void pend(const Record &record);
    //! \a record could not be kept because of \a cause.
    void lose(const Record &record, CaptureStatus::Problem cause);
    //! The transaction was committed.
    void settle();
    //! The transaction was rolled back because of \a cause: what it held is lost.
    void rollBack(CaptureStatus::Problem cause);

    [[nodiscard]] bool hasLoss() const { return m_loss.rows > 0; }
    //! The last record that is lost: its number is free, and the note about the loss takes it.
    [[nodiscard]] const Run &loss() const { return m_loss; }
    //! The note, as it stands in the file (docs/capture-format.md).
    [[nodiscard]] QByteArray lossNote() const;
    //! The note stands in the open transaction.
    void lossNoted();

    //! Rows before \a seq were evicted.
    void evicted(base::Seq seq);
    //! The numbers of one connection, written into \a status.
    void fill(CaptureStatus &status) const;
    [[nodiscard]] base::Seq capturedSeq() const { return m_capturedSeq; }
    [[nodiscard]] base::Seq evictedBefore() const { return m_evictedBefore; }
    [[nodiscard]] quint64 notCaptured() const { return m_notCaptured; }

private:
    void lose(const Run &records, CaptureStatus::Problem cause);
    void takeBackNote();

    base::Seq m_capturedSeq = 0;
    base::Seq m_evictedBefore = 0;
    quint64 m_capturedIn = 0, m_capturedOut = 0;
    quint64 m_notCaptured = 0;
    Run m_pending;
    quint64 m_pendingIn = 0, m_pendingOut = 0;
    Run m_loss; //!< What the file does not mention yet.
    Run m_noted; //!< A loss whose note stands in the open transaction.
    CaptureStatus::Problem m_cause = CaptureStatus::Problem::None; //!< Of the loss.
};

} // namespace capture
