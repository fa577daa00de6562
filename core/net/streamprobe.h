// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

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
    //! Of a connected \a socket; behind a proxy there is no descriptor, and nothing is known.
    explicit StreamProbe(const QTcpSocket &socket);
    ~StreamProbe();
    StreamProbe(const StreamProbe &) = delete;
    StreamProbe &operator=(const StreamProbe &) = delete;

    //! The peer sent RST, or the system gave the connection up.
    [[nodiscard]] bool wasReset() const;
    //! Sends FIN and leaves the other direction open; false when that is impossible.
    [[nodiscard]] bool shutDownWriting();

private:
    int m_descriptor = -1;
};

} // namespace net
