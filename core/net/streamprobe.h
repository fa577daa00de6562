// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/kernelfacts.h"

#include <QtGlobal>

#include <span>

class QTcpSocket;

namespace net {

//! Tells a reset from an orderly end after Qt has closed the socket.
//!
//! Qt reports FIN and RST alike as RemoteHostClosedError, and the descriptor is gone by then. This keeps a second
//! descriptor of the same connection and asks the kernel for its state. Delete it with the stream: the connection is
//! closed only when both descriptors are.
class StreamProbe
{
public:
    //! Of a connected \a socket; without a descriptor nothing is known.
    explicit StreamProbe(const QTcpSocket &socket);
    ~StreamProbe();
    StreamProbe(const StreamProbe &) = delete;
    StreamProbe &operator=(const StreamProbe &) = delete;

    //! What the kernel knows of the connection.
    [[nodiscard]] std::optional<KernelFacts> kernel() const { return kernelFacts(m_descriptor); }
    //! The peer sent RST, or the system gave the connection up.
    [[nodiscard]] bool wasReset() const;
    //! There is a descriptor to read().
    [[nodiscard]] bool canRead() const { return m_descriptor >= 0; }
    //! Reads what waits in the kernel, at most all of \a room, behind the socket's back: only while Qt's buffer is
    //! empty. 0 when there is nothing now, at an end, and where there is no descriptor; the socket then says which.
    [[nodiscard]] std::size_t read(std::span<char> room);
    //! The kernel wakes who waits for bytes when there are at least \a bytes, or an end.
    void setLowWater(int bytes);
    //! Bytes that setLowWater() asked for, or fewer where the kernel has less room; 1 at first.
    [[nodiscard]] int lowWater() const;
    //! Sends FIN and leaves the other direction open; false when that is impossible.
    [[nodiscard]] bool shutDownWriting();

private:
    int m_descriptor = -1;
};

} // namespace net
