// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/streamprobe.h"

#include <QTcpSocket>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace net {

StreamProbe::StreamProbe(const QTcpSocket &socket)
{
    if (const qintptr descriptor = socket.socketDescriptor(); descriptor >= 0)
        m_descriptor = ::fcntl(static_cast<int>(descriptor), F_DUPFD_CLOEXEC, 3);
}

StreamProbe::~StreamProbe()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool StreamProbe::wasReset() const
{
    tcp_info facts{};
    socklen_t size = sizeof facts;
    if (m_descriptor < 0 || ::getsockopt(m_descriptor, IPPROTO_TCP, TCP_INFO, &facts, &size) != 0)
        return false;
    return facts.tcpi_state == TCP_CLOSE;
}

std::size_t StreamProbe::read(std::span<char> room)
{
    if (m_descriptor < 0)
        return 0;
    const ssize_t size = ::recv(m_descriptor, room.data(), room.size(), MSG_DONTWAIT);
    return size > 0 ? static_cast<std::size_t>(size) : 0;
}

void StreamProbe::setLowWater(int bytes)
{
    if (m_descriptor >= 0)
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
}

int StreamProbe::lowWater() const
{
    int bytes = 1;
    socklen_t size = sizeof bytes;
    if (m_descriptor >= 0)
        ::getsockopt(m_descriptor, SOL_SOCKET, SO_RCVLOWAT, &bytes, &size);
    return bytes;
}

bool StreamProbe::shutDownWriting() { return m_descriptor >= 0 && ::shutdown(m_descriptor, SHUT_WR) == 0; }

} // namespace net
