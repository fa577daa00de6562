// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dialer.h"

#include "core/net/socketerror.h"

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
    if (m_proxied)
        m_proxied->disconnect(this);
}

void Dialer::useProxy(const base::Expected<QNetworkProxy, TransportError> &proxy)
{
    if (m_over)
        return;
    if (!proxy)
        return fail(proxy.error());
    m_proxy = *proxy;
    if (m_proxy.type() == QNetworkProxy::NoProxy)
        resolve();
    else
        connectThroughProxy();
}

void Dialer::connectThroughProxy()
{
    report(Phase::Proxy);
    if (m_over)
        return;
    m_proxied = makeSocket();
    connect(m_proxied.get(), &QAbstractSocket::errorOccurred, this, &Dialer::proxiedFailed);
    connect(m_proxied.get(), &QAbstractSocket::connected, this, [this] {
        m_proxied->disconnect(this);
        m_over = true;
        m_outcome.connected(std::move(m_proxied));
    });
    m_proxied->connectToHost(m_endpoint.host, m_endpoint.port);
}

void Dialer::proxiedFailed()
{
    TransportError error = transportError(*m_proxied);
    // Whatever stops the tunnel is the proxy's word: it resolves and connects for us.
    if (error.kind != TransportError::Kind::ProxyLogin)
        error.kind = TransportError::Kind::ProxyFailed;
    fail(error);
}

void Dialer::resolve()
{
    const QHostAddress literal(m_endpoint.host);
    if (!literal.isNull())
        return race({literal});
    report(Phase::Resolving);
    if (m_over)
        return;
    // A slot by name, for Qt 6.4 leaks a functor whose receiver is gone before the answer comes.
    m_lookup = QHostInfo::lookupHost(m_endpoint.host, this, SLOT(resolved(QHostInfo)));
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
    report(Phase::Connecting);
    if (m_over)
        return;
    m_race = std::make_unique<ConnectRace>([this] { return makeSocket(); },
        ConnectRace::Outcome{
            .connected =
                [this](std::unique_ptr<QTcpSocket> socket) {
                    if (!std::exchange(m_over, true))
                        m_outcome.connected(std::move(socket));
                },
            .failed = [this](const TransportError &error) { fail(error); },
        });
    m_race->start(addresses, m_endpoint.port);
}

std::unique_ptr<QTcpSocket> Dialer::makeSocket() const
{
    std::unique_ptr<QTcpSocket> socket
        = m_endpoint.tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    socket->setProxy(m_proxy); // Always: by default Qt takes one from the environment.
    return socket;
}

void Dialer::report(Phase phase) { m_outcome.phase(phase); }

void Dialer::fail(const TransportError &error)
{
    if (!std::exchange(m_over, true))
        m_outcome.failed(error);
}

} // namespace net
