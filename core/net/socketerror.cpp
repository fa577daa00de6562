// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socketerror.h"

namespace net {
namespace {

TransportError::Kind kindOf(QAbstractSocket::SocketError error)
{
    using Kind = TransportError::Kind;
    switch (error) {
    case QAbstractSocket::RemoteHostClosedError: return Kind::PeerClosed;
    case QAbstractSocket::ConnectionRefusedError: return Kind::Refused;
    case QAbstractSocket::HostNotFoundError: return Kind::HostNotFound;
    case QAbstractSocket::SocketTimeoutError: return Kind::TimedOut;
    case QAbstractSocket::NetworkError: return Kind::Unreachable;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError: return Kind::TlsFailed;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError: return Kind::ProxyFailed;
    case QAbstractSocket::SocketAccessError:
    case QAbstractSocket::SocketResourceError:
    case QAbstractSocket::DatagramTooLargeError:
    case QAbstractSocket::AddressInUseError:
    case QAbstractSocket::SocketAddressNotAvailableError:
    case QAbstractSocket::UnsupportedSocketOperationError:
    case QAbstractSocket::UnfinishedSocketOperationError:
    case QAbstractSocket::OperationError:
    case QAbstractSocket::TemporaryError:
    case QAbstractSocket::UnknownSocketError: return Kind::LocalProblem;
    }
    return Kind::LocalProblem;
}

} // namespace

TransportError transportError(QAbstractSocket::SocketError error, const QString &detail)
{
    return {.kind = kindOf(error), .detail = detail.left(512)};
}

TransportError transportError(const QAbstractSocket &socket)
{
    return transportError(socket.error(), socket.errorString());
}

} // namespace net
