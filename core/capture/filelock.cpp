// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filelock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace capture {

static constexpr int mostMoments = 15; // A millisecond each.

FileLock::FileLock(const QString &capture, Mode mode) : m_path(QFile::encodeName(capture + QStringLiteral("-lock")))
{
    const int operation = (mode == Mode::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
    // Between open and flock the last holder may remove the name; then lock the file that has the name now.
    int moments = 0;
    for (int attempt = 0; attempt < 40; ++attempt) {
        m_fd = ::open(m_path.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
        if (m_fd < 0)
            return;
        if (!isOurs()) {
            ::close(m_fd);
            m_fd = -1;
            errno = EEXIST;
            return;
        }
        if (::flock(m_fd, operation) == 0) {
            if (isStillNamed())
                return;
        } else if (errno == EWOULDBLOCK) {
            // One that leaves holds it alone for a moment, to see whether it was the last: that is no refusal.
            m_refused = mode == Mode::Exclusive || ++moments > mostMoments;
            if (!m_refused)
                ::poll(nullptr, 0, 1);
        }
        ::close(m_fd);
        m_fd = -1;
        if (m_refused)
            return;
    }
}

bool FileLock::isTaken(const QString &capture)
{
    const QByteArray path = QFile::encodeName(capture + QStringLiteral("-lock"));
    const int fd = ::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    const bool taken = ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(fd);
    return taken;
}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    if (this != &other) {
        release();
        m_path = std::exchange(other.m_path, {});
        m_fd = std::exchange(other.m_fd, -1);
        m_refused = other.m_refused;
    }
    return *this;
}

void FileLock::release()
{
    if (m_fd < 0)
        return;
    if (::flock(m_fd, LOCK_EX | LOCK_NB) == 0 && isStillNamed())
        ::unlink(m_path.constData());
    ::close(m_fd);
    m_fd = -1;
}

bool FileLock::isOurs() const
{
    struct stat facts
    {
    };
    return ::fstat(m_fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size == 0;
}

bool FileLock::isStillNamed() const
{
    struct stat open
    {
    };
    struct stat named
    {
    };
    return ::fstat(m_fd, &open) == 0 && ::lstat(m_path.constData(), &named) == 0 && open.st_ino == named.st_ino
        && open.st_dev == named.st_dev;
}

} // namespace capture
