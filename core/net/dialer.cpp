// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dialer.h"

#include <QHostInfo>
#include <QSslSocket>
#include <QTcpSocket>

#include <utility>

namespace net {

Dialer::Dialer(const Endpoint &endpoint, Outcome outcome) : m_endpoint(endpoint), m_outcome(std::move(outcome)) { }

Dialer::~Dialer() { cancel(); }

void Dialer::start()
{
    m_proxyLookup = std::make_unique<ProxyLookup>();
    if (m_endpoint.proxy.kind == ProxyChoice::Kind::System)
        report(Phase::Resolving);
    if (!m_over)
        m_proxyLookup->start(m_endpoint, [this](const auto &proxy) { useProxy(proxy); });
}

void Dialer::cancel()
{
    m_over = true;
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    if (m_tunnel)
        m_tunnel->cancel();
}

void Dialer::useProxy(const base::Expected<QNetworkProxy, TransportError> &proxy)
{
    if (m_over)
        return;
    if (!proxy)
        return fail(proxy.error());
    m_proxy = *proxy;
    if (m_proxy.type() == QNetworkProxy::NoProxy)
        resolve(m_endpoint.host);
    else
        connectThroughProxy();
}

void Dialer::connectThroughProxy()
{
    if (!m_tunnel) {
        report(Phase::Proxy);
        if (m_over)
            return;
        m_tunnel = std::make_unique<ProxyTunnel>(m_endpoint, m_proxy,
            ProxyTunnel::Outcome{
                .opened =
                    [this](std::unique_ptr<QTcpSocket> socket) {
                        if (!std::exchange(m_over, true))
                            m_outcome.connected(std::move(socket));
                    },
                // From the event loop, for the race that brought the old socket may be speaking right now.
                .again =
                    [this] {
                        QMetaObject::invokeMethod(
                            this, [this] { connectThroughProxy(); }, Qt::QueuedConnection);
                    },
                .failed = [this](const TransportError &error) { fail(error); },
            });
    }
    if (!m_over)
        resolve(m_proxy.hostName());
}

void Dialer::resolve(const QString &host)
{
    const QHostAddress literal(host);
    if (!literal.isNull())
        return race({literal});
    if (!isProxied())
        report(Phase::Resolving);
    if (m_over)
        return;
    // A slot by name, for Qt 6.4 leaks a functor whose receiver is gone before the answer comes.
    m_lookup = QHostInfo::lookupHost(host, this, SLOT(resolved(QHostInfo)));
}

void Dialer::resolved(const QHostInfo &answer)
{
    m_lookup = -1;
    if (m_over)
        return;
    if (answer.error() != QHostInfo::NoError || answer.addresses().isEmpty())
        return fail({.kind = TransportError::Kind::HostNotFound, .detail = answer.errorString().left(512)});
    race(answer.addresses());
}

void Dialer::race(const QList<QHostAddress> &addresses)
{
    if (!isProxied())
        report(Phase::Connecting);
    if (m_over)
        return;
    m_race = std::make_unique<ConnectRace>([this] { return makeSocket(); },
        ConnectRace::Outcome{
            .connected = [this](std::unique_ptr<QTcpSocket> socket) { connected(std::move(socket)); },
            .failed = [this](const TransportError &error) { fail(error); },
        });
    m_race->start(addresses, isProxied() ? m_proxy.port() : m_endpoint.port);
}

void Dialer::connected(std::unique_ptr<QTcpSocket> socket)
{
    if (m_over)
        return;
    if (isProxied())
        return m_tunnel->use(std::move(socket));
    m_over = true;
    m_outcome.connected(std::move(socket));
}

std::unique_ptr<QTcpSocket> Dialer::makeSocket() const
{
    std::unique_ptr<QTcpSocket> socket
        = m_endpoint.tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy); // By default Qt takes one from the environment; ours is a ProxyTunnel.
    return socket;
}

void Dialer::report(Phase phase) { m_outcome.phase(phase); }

void Dialer::fail(const TransportError &error)
{
    if (std::exchange(m_over, true))
        return;
    TransportError told = error;
    // Whatever stops us before the tunnel stands is about the proxy: it resolves and connects for us.
    if (isProxied() && told.kind != TransportError::Kind::ProxyLogin)
        told.kind = TransportError::Kind::ProxyFailed;
    m_outcome.failed(told);
}

} // namespace net
