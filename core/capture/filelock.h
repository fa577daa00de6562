// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>

namespace capture {

//! Says to other instances that a capture is in use: a flock on the file `<capture>-lock` beside it.
//!
//! Writer and readers hold it *shared*; who wants to delete or replace the capture needs it *exclusive*. The kernel
//! drops it when the process dies, so there is no stale lock and no process number to compare (case S08). It is a file
//! of its own because closing any descriptor of the database itself would drop the locks SQLite holds on it.
class FileLock
{
public:
    enum class Mode : quint8 { Shared, Exclusive };

    FileLock() = default;
    //! Tries once; only a shared one waits, at most 15 ms, since who leaves holds the lock alone for a moment. isHeld()
    //! tells the result. What has the name of the lock and is not an empty file is
    //! another's: it is neither locked nor removed.
    FileLock(const QString &capture, Mode mode);
    ~FileLock() { release(); }
    FileLock(FileLock &&other) noexcept : m_path(std::exchange(other.m_path, {})), m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileLock &operator=(FileLock &&other) noexcept;

    //! Whether someone holds the lock of \a capture now; makes and removes nothing.
    [[nodiscard]] static bool isTaken(const QString &capture);
    [[nodiscard]] bool isHeld() const { return m_fd >= 0; }
    //! True when it failed because someone else holds it, not because the folder cannot be written.
    [[nodiscard]] bool isRefused() const { return m_refused; }
    //! Lets go; the last one removes the lock file.
    void release();

private:
    [[nodiscard]] bool isOurs() const;
    [[nodiscard]] bool isStillNamed() const;

    QByteArray m_path;
    int m_fd = -1;
    bool m_refused = false;
};

} // namespace capture
