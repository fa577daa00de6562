// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/input.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace importers {

using Reason = ImportError::Reason;

base::Expected<std::unique_ptr<Input>, ImportError> Input::open(const QString &path)
{
    struct stat facts
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return base::Unexpected{ImportError{Reason::NotRead, 0, QString::fromLocal8Bit(std::strerror(errno))}};
    if (!S_ISREG(facts.st_mode))
        return base::Unexpected{ImportError{Reason::NotRegular, 0, {}}};
    std::unique_ptr<Input> input(new Input(path));
    if (!input->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return base::Unexpected{ImportError{Reason::NotRead, 0, input->m_file.errorString()}};
    return input;
}

QByteArrayView Input::need(qsizetype count)
{
    if (count > mostNeeded) {
        if (!m_failure)
            m_failure = ImportError{Reason::TooLong, m_at, {}};
        return {};
    }
    if (m_buffer.size() - m_from < count && !m_isAtEnd) {
        m_buffer.remove(0, m_from);
        m_from = 0;
        if (m_buffer.capacity() > 16 * step && count < step)
            m_buffer.squeeze(); // What one long value needed is not kept.
    }
    while (m_buffer.size() - m_from < count && !m_isAtEnd) {
        const qsizetype before = m_buffer.size();
        const qsizetype wanted = std::max(step, std::min(count - before, 16 * step));
        m_buffer.resize(before + wanted);
        const qint64 got = m_file.read(m_buffer.data() + before, wanted);
        m_buffer.resize(before + std::max<qint64>(got, 0));
        m_isAtEnd = got <= 0;
        if (got < 0 && !m_failure)
            m_failure = ImportError{Reason::NotRead, m_at, m_file.errorString()};
    }
    return window();
}

void Input::take(qsizetype count)
{
    const qsizetype taken = std::min(count, m_buffer.size() - m_from);
    m_from += taken;
    m_at += taken;
}

std::optional<QByteArrayView> Input::line()
{
    qsizetype looked = 0;
    for (qsizetype wanted = 1;;) {
        const QByteArrayView there = need(wanted);
        if (m_failure || there.isEmpty())
            return {};
        const qsizetype end = there.indexOf('\n', looked);
        if (end < 0 && there.size() >= wanted) {
            looked = there.size();
            wanted = there.size() + step;
            continue;
        }
        QByteArrayView line = end < 0 ? there : there.first(end);
        take(end < 0 ? there.size() : end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        return line;
    }
}

bool Input::seek(qint64 at)
{
    m_buffer.resize(0);
    m_from = 0;
    m_isAtEnd = false;
    m_at = at;
    return m_file.seek(at);
}

} // namespace importers
