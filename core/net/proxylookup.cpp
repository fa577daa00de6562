// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxylookup.h"

#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace net {
namespace {

QNetworkProxy systemProxyFor(const Endpoint &endpoint)
{
    // The tag decides between http_proxy and https_proxy; without one only the first is looked at.
    const QString tag = endpoint.tls ? QStringLiteral("https") : QStringLiteral("http");
    const QNetworkProxyQuery query(endpoint.host, endpoint.port, tag, QNetworkProxyQuery::TcpSocket);
    for (const QNetworkProxy &proxy : QNetworkProxyFactory::systemProxyForQuery(query)) {
        if (proxy.type() == QNetworkProxy::NoProxy || proxy.capabilities().testFlag(QNetworkProxy::TunnelingCapability))
            return proxy;
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

QNetworkProxy named(QNetworkProxy::ProxyType type, const QUrl &url, int defaultPort)
{
    return {type, url.host(QUrl::FullyEncoded), static_cast<quint16>(url.port(defaultPort)),
        url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded)};
}

} // namespace

base::Expected<QNetworkProxy, TransportError> proxyFor(const ProxyChoice &choice)
{
    const bool needsAddress = choice.kind == ProxyChoice::Kind::Http || choice.kind == ProxyChoice::Kind::Socks5;
    if (needsAddress && choice.url.host().isEmpty())
        return base::Unexpected{
            TransportError{.kind = TransportError::Kind::ProxyFailed, .detail = QStringLiteral("no proxy host given")}};
    switch (choice.kind) {
    case ProxyChoice::Kind::Http: return named(QNetworkProxy::HttpProxy, choice.url, 8080);
    case ProxyChoice::Kind::Socks5: return named(QNetworkProxy::Socks5Proxy, choice.url, 1080);
    case ProxyChoice::Kind::None:
    case ProxyChoice::Kind::System: break;
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

void ProxyLookup::start(const Endpoint &endpoint, Answer answer)
{
    if (endpoint.proxy.kind != ProxyChoice::Kind::System)
        return answer(proxyFor(endpoint.proxy));
    connect(&m_watcher, &QFutureWatcherBase::finished, this,
        [this, answer = std::move(answer)] { answer(m_watcher.result()); });
    const auto promise = std::make_shared<QPromise<QNetworkProxy>>();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, endpoint] {
        promise->start();
        promise->addResult(systemProxyFor(endpoint));
        promise->finish();
    });
}

} // namespace net
