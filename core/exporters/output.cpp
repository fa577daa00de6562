// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/output.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace exporters {

static QString systemsWords() { return QString::fromLocal8Bit(std::strerror(errno)); }

Output::~Output()
{
    if (m_file >= 0)
        ::close(m_file);
}

void Output::fail(const QString &words)
{
    if (m_failure.isEmpty())
        m_failure = words.isEmpty() ? QStringLiteral("?") : words;
}

bool Output::open()
{
    if (m_file < 0 && !hasFailed()) {
        m_file
            = ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (m_file < 0)
            fail(systemsWords());
    }
    return m_file >= 0;
}

void Output::write()
{
    QByteArrayView rest = m_buffer;
    while (!rest.isEmpty() && open()) {
        const ssize_t written = ::write(m_file, rest.data(), static_cast<std::size_t>(rest.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail(systemsWords());
        else
            rest = rest.sliced(written);
    }
    m_bytes += m_buffer.size();
    // Of one long message the room does not stay.
    if (m_buffer.capacity() > 16 * drainAt)
        m_buffer = QByteArray();
    m_buffer.resize(0);
    m_buffer.reserve(drainAt + 64 * 1024);
}

bool Output::finish()
{
    write();
    if (!QFile::exists(m_path))
        (void)open();
    if (m_file >= 0 && ::close(m_file) != 0)
        fail(systemsWords());
    m_file = -1;
    return !hasFailed();
}

} // namespace exporters
