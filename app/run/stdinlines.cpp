// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/stdinlines.h"

#include <QSocketNotifier>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace app {

StdinLines::StdinLines(qsizetype mostBytes, QObject *parent) : QObject(parent), m_mostBytes(mostBytes)
{
    m_notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    m_notifier->setEnabled(false);
    connect(m_notifier, &QSocketNotifier::activated, this, &StdinLines::read);
}

void StdinLines::setReady(bool ready)
{
    if (m_ready == ready || m_ended)
        return;
    m_ready = ready;
    m_notifier->setEnabled(ready);
    if (ready)
        deliver();
}

void StdinLines::read()
{
    char bytes[16 * 1024]; // The notifier says that one read will not wait.
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        m_notifier->setEnabled(false);
        m_ended = true;
        if (!m_buffer.isEmpty() && !m_leavesOut)
            m_buffer += '\n'; // The last line may lack its end.
        deliver();
        emit ended();
        return;
    }
    m_buffer.append(bytes, count);
    deliver();
}

void StdinLines::deliver()
{
    qsizetype from = 0;
    for (qsizetype end = m_buffer.indexOf('\n', m_searched); end >= 0; end = m_buffer.indexOf('\n', from)) {
        QByteArray line = m_buffer.mid(from, end - from);
        if (line.endsWith('\r'))
            line.chop(1);
        from = end + 1;
        if (std::exchange(m_leavesOut, false))
            continue;
        if (line.size() > m_mostBytes)
            emit lineLeftOut();
        else
            emit lineRead(line);
    }
    m_buffer.remove(0, from);
    if (m_buffer.size() > m_mostBytes + 1) { // One more for a return before its line feed.
        if (!std::exchange(m_leavesOut, true))
            emit lineLeftOut();
        m_buffer.clear();
    }
    m_searched = m_buffer.size();
}

} // namespace app
