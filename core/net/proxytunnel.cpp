// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxytunnel.h"

#include "core/net/socketerror.h"

#include <QTcpSocket>

#include <utility>

namespace net {

// As much as an answer may be: a proxy that never ends it waits in the kernel's buffers.
static constexpr qint64 answerBuffer = 64 << 10;

ProxyTunnel::ProxyTunnel(const Endpoint &endpoint, const QNetworkProxy &proxy, Outcome outcome)
    : m_outcome(std::move(outcome))
    , m_talk(talkFor(endpoint, proxy, m_random))
    , m_tls(endpoint.tls)
{
}

ProxyTunnel::~ProxyTunnel() { cancel(); }

void ProxyTunnel::cancel()
{
    if (m_socket)
        release().release()->deleteLater(); // It may be speaking right now.
}

ProxyTunnel::Talk ProxyTunnel::talkFor(const Endpoint &endpoint, const QNetworkProxy &proxy, base::Random &random)
{
    if (proxy.type() == QNetworkProxy::Socks5Proxy)
        return SocksConnect(endpoint.host, endpoint.port, proxy.user(), proxy.password());
    return HttpConnect(authorityOf(endpoint), proxy.user(), proxy.password(), random);
}

void ProxyTunnel::use(std::unique_ptr<QTcpSocket> socket)
{
    m_socket = std::move(socket);
    m_socket->setReadBufferSize(answerBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QIODevice::readyRead, this, &ProxyTunnel::read);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &ProxyTunnel::ended);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &ProxyTunnel::ended);
    const QByteArray request = std::visit([](auto &talk) { return talk.begin(); }, m_talk);
    if (request.isEmpty())
        return fail({.kind = TransportError::Kind::ProxyFailed,
            .detail = QStringLiteral("the name or the login cannot be told to such a proxy")});
    m_socket->write(request);
    read(); // It may have spoken, or ended, before we listened.
}

// Byte by byte, so that what follows the answer stays where the endpoint's owner reads it.
void ProxyTunnel::read()
{
    char byte = 0;
    while (m_socket && m_socket->read(&byte, 1) == 1) {
        QByteArrayView view(&byte, 1);
        follow(std::visit([&](auto &talk) { return talk.receive(view); }, m_talk));
    }
    if (m_socket && m_socket->state() != QAbstractSocket::ConnectedState)
        ended();
}

void ProxyTunnel::ended()
{
    if (m_socket && m_socket->bytesAvailable() > 0)
        read();
    if (m_socket)
        follow(std::visit([](auto &talk) { return talk.ended(); }, m_talk));
}

void ProxyTunnel::follow(const ProxyWord &word)
{
    switch (word.kind) {
    case ProxyWord::Kind::More: return;
    case ProxyWord::Kind::Send: m_socket->write(word.bytes); return;
    case ProxyWord::Kind::Open: return open();
    case ProxyWord::Kind::Again: release().release()->deleteLater(); return m_outcome.again();
    case ProxyWord::Kind::Failed: return fail(word.error);
    }
}

void ProxyTunnel::open()
{
    // A server of TLS waits for us; what is here already would count as ours to decrypt, and was written by the proxy.
    if (m_tls && m_socket->bytesAvailable() > 0)
        return fail({.kind = TransportError::Kind::ProxyFailed,
            .detail = QStringLiteral("the proxy sent more than its answer")});
    m_outcome.opened(release());
}

void ProxyTunnel::fail(const TransportError &error)
{
    release().release()->deleteLater(); // It may be speaking right now.
    m_outcome.failed(error);
}

std::unique_ptr<QTcpSocket> ProxyTunnel::release()
{
    m_socket->disconnect(this);
    return std::move(m_socket);
}

} // namespace net
