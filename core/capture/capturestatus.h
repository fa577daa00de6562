// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QList>
#include <QString>

namespace capture {

//! A file that holds a part of a connection.
struct CapturePart
{
    QString file;
    base::Seq lastSeq = 0; //!< Rows behind this one are in the next file.
    friend bool operator==(const CapturePart &, const CapturePart &) = default;
};

//! How the capture stands; a value, copied into every Tick. Seq figures are of one connection.
struct CaptureStatus
{
    enum class Problem : quint8 {
        None,
        CannotOpen, //!< The file could not be created or opened.
        DiskFull, //!< Nothing is written below max(256 MiB, 2 %) free.
        WriteFailed, //!< The system refused a write, and a new file did not help.
    };
    QString file; //!< Where it is written.
    QList<CapturePart> earlier; //!< Files that were closed because a write failed, oldest first; empty in normal life.
    QString earlierDetail; //!< The system's words for the last such failure.
    Problem problem = Problem::None;
    QString detail; //!< The system's words for \a problem.
    base::Seq capturedSeq = 0; //!< Committed up to here (or counted in notCaptured).
    base::Seq evictedBefore = 0; //!< Rows before this one were removed to keep the size limit; 0: none.
    quint64 capturedIn = 0; //!< Received data messages committed.
    quint64 capturedOut = 0; //!< Sent data messages committed.
    quint64 notCaptured = 0; //!< Records that could not be kept.
    qint64 fileBytes = 0;
    friend bool operator==(const CaptureStatus &, const CaptureStatus &) = default;
};

} // namespace capture
