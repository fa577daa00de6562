// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/net/tlsidentity.h"
#include "core/net/transporterror.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace net {

//! A stream that a client opened and nobody serves yet; give it to SocketTransport::adopt(). Dropping it closes the
//! stream.
class Incoming
{
public:
    explicit Incoming(std::unique_ptr<QTcpSocket> socket);
    ~Incoming();
    Incoming(Incoming &&) noexcept;
    Incoming &operator=(Incoming &&) noexcept;

    //! Who called: `127.0.0.1:51312`.
    [[nodiscard]] QString peerAddress() const;
    [[nodiscard]] bool isPeerLoopback() const;
    //! For SocketTransport.
    [[nodiscard]] std::unique_ptr<QTcpSocket> take();

private:
    std::unique_ptr<QTcpSocket> m_socket;
};

//! Waits for clients on one address (a QTcpServer that hands streams over).
class Listener : public QObject
{
public:
    using Accepted = std::function<void(Incoming)>;

    //! \a accepted is called from the event loop for every client; it may close() the listener, but not delete it.
    explicit Listener(Accepted accepted, QObject *parent = nullptr);
    ~Listener() override;

    //! Clients speak TLS: they are handed over once it is agreed, within \a handshake, or dropped. Before listen().
    void setIdentity(const TlsIdentity &identity, std::chrono::nanoseconds handshake);
    //! \a host is a literal address, `localhost` or `*` (all addresses); \a port 0 takes any free one.
    [[nodiscard]] base::Expected<void, TransportError> listen(const QString &host, quint16 port);
    void close();
    [[nodiscard]] bool isListening() const;
    //! The port that was taken; 0 when not listening.
    [[nodiscard]] quint16 port() const;
    //! The address that is listened on, empty when not listening.
    [[nodiscard]] QString address() const;

private:
    void watch();
    void acceptPending();

    Accepted m_accepted;
    std::unique_ptr<QTcpServer> m_server;
};

//! `93.184.216.34:443` or `[::1]:9000`; an IPv4 address inside an IPv6 one is written as IPv4.
[[nodiscard]] QString addressText(const QTcpSocket &socket);

} // namespace net
