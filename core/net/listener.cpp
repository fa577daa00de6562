// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "core/net/socketerror.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>

namespace net {
namespace {

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

QHostAddress addressNamed(const QString &host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return QHostAddress(QHostAddress::LocalHost);
    if (host == QLatin1String("*"))
        return QHostAddress(QHostAddress::Any);
    return QHostAddress(host);
}

} // namespace

QString addressText(const QTcpSocket &socket)
{
    const QHostAddress address = plainAddress(socket.peerAddress());
    if (address.isNull())
        return {};
    const QString port = QString::number(socket.peerPort());
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        return QLatin1Char('[') + address.toString() + QLatin1String("]:") + port;
    return address.toString() + QLatin1Char(':') + port;
}

Incoming::Incoming(std::unique_ptr<QTcpSocket> socket) : m_socket(std::move(socket)) { }
Incoming::~Incoming() = default;
Incoming::Incoming(Incoming &&) noexcept = default;
Incoming &Incoming::operator=(Incoming &&) noexcept = default;

QString Incoming::peerAddress() const { return m_socket ? addressText(*m_socket) : QString(); }

bool Incoming::isPeerLoopback() const { return m_socket && plainAddress(m_socket->peerAddress()).isLoopback(); }

std::unique_ptr<QTcpSocket> Incoming::take() { return std::move(m_socket); }

Listener::Listener(Accepted accepted, QObject *parent)
    : QObject(parent)
    , m_accepted(std::move(accepted))
    , m_server(std::make_unique<QTcpServer>())
{
    watch();
}

void Listener::watch()
{
    m_server->setProxy(QNetworkProxy::NoProxy);
    // Not newConnection: with TLS that comes before the handshake.
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &Listener::acceptPending);
}

void Listener::setIdentity(const TlsIdentity &identity, std::chrono::nanoseconds handshake)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(identity.certificates));
    QSslKey key(identity.key, QSsl::Ec);
    if (key.isNull())
        key = QSslKey(identity.key, QSsl::Rsa);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // A client shows no certificate here.
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    server->setHandshakeTimeout(
        static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(handshake).count()));
    m_server = std::move(server);
    watch();
}

Listener::~Listener() = default;

base::Expected<void, TransportError> Listener::listen(const QString &host, quint16 port)
{
    const QHostAddress address = addressNamed(host);
    if (address.isNull())
        return base::Unexpected{TransportError{.kind = TransportError::Kind::HostNotFound,
            .detail = QStringLiteral("not a literal address: %1").arg(host.left(256))}};
    m_server->close();
    if (!m_server->listen(address, port))
        return base::Unexpected{transportError(m_server->serverError(), m_server->errorString())};
    return {};
}

void Listener::close() { m_server->close(); }

bool Listener::isListening() const { return m_server->isListening(); }

quint16 Listener::port() const { return m_server->serverPort(); }

QString Listener::address() const { return m_server->isListening() ? m_server->serverAddress().toString() : QString(); }

void Listener::acceptPending()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        socket->setParent(nullptr); // It outlives the listener.
        m_accepted(Incoming(std::unique_ptr<QTcpSocket>(socket)));
    }
}

} // namespace net
