// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socketerror.h"

#include <algorithm>
#include <array>

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
    case QAbstractSocket::ProxyAuthenticationRequiredError: return Kind::ProxyLogin;
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

// The alerts by which a server says what it thinks of our own certificate (RFC 8446 §6.2), in OpenSSL's words.
bool isAboutOurCertificate(const QString &detail)
{
    static constexpr std::array words{"certificate required", "alert bad certificate", "alert unknown ca",
        "alert unsupported certificate", "alert certificate revoked", "alert certificate expired",
        "alert certificate unknown"};
    return std::ranges::any_of(words, [&](const char *each) { return detail.contains(QLatin1String(each)); });
}

} // namespace

TransportError transportError(QAbstractSocket::SocketError error, const QString &detail)
{
    TransportError result{.kind = kindOf(error), .detail = detail.left(512)};
    if (result.kind == TransportError::Kind::TlsFailed && isAboutOurCertificate(detail))
        result.kind = TransportError::Kind::ClientCertificate;
    return result;
}

TransportError transportError(const QAbstractSocket &socket)
{
    return transportError(socket.error(), socket.errorString());
}

} // namespace net
