// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/capture/captureerror.h"
#include "core/capture/filelock.h"
#include "core/capture/sqlite.h"

namespace capture {

enum class Existing : quint8 { Refuse, Overwrite };

//! A capture on the disk, opened: the SQLite connection and the lock that keeps others from deleting it.
//!
//! `docs/capture-format.md` describes the schema. Only regular files are opened, never through a link (case S09).
struct CaptureFile
{
    static constexpr qint64 applicationId = 0x53534350; //!< "SSCP".
    static constexpr qint64 formatVersion = 1;

    FileLock lock; //!< Released after the database is closed.
    Database database;

    //! Makes a new, empty capture, mode 0600, its folder 0700 if it has to be made.
    [[nodiscard]] static base::Expected<CaptureFile, CaptureError> create(const QString &path, Existing existing);
    //! Opens a capture to read it; also while it is written, and one that a crash left behind. It is a foreign file:
    //! its schema has to be ours before anything else is read, and what is asked of it ends once \a cancelled is true.
    [[nodiscard]] static base::Expected<CaptureFile, CaptureError> openToRead(
        const QString &path, const CancelFlag &cancelled = {});
    //! Finishes a capture that a crash left behind: what its log holds goes into the one file. InUse while someone
    //! writes it.
    [[nodiscard]] static base::Expected<void, CaptureError> recover(const QString &path);
};

//! Makes \a folder and its missing parents with mode 0700.
[[nodiscard]] bool makePrivateFolder(const QString &folder);

//! Removes the file and those that SQLite keeps beside it; hold its lock alone. False, and nothing is removed, when it
//! is neither empty nor a capture, or when one of those beside it is of another kind.
bool removeCapture(const QString &path);

} // namespace capture
