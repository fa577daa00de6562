// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/connectrace.h"
#include "core/net/proxylookup.h"
#include "core/net/proxytunnel.h"
#include "core/net/transport.h"

#include <QNetworkProxy>

class QHostInfo;

namespace net {

//! Brings a TCP stream to an endpoint about: which proxy, which addresses, which of them answers first.
//!
//! Behind a proxy the proxy resolves the name, and what is raced are the proxy's addresses. TLS comes after this.
//! Deleting it cancels, also a name lookup under way (N04).
class Dialer : public QObject
{
    Q_OBJECT
public:
    struct Outcome
    {
        std::function<void(Phase)> phase;
        std::function<void(std::unique_ptr<QTcpSocket>)>
            connected; //!< Unencrypted; a QSslSocket when the endpoint is tls.
        std::function<void(const TransportError &)> failed;
    };

    Dialer(const Endpoint &endpoint, Outcome outcome);
    ~Dialer() override;

    //! Begins. Exactly one of connected and failed comes; nothing more is said once one has.
    void start();
    //! Says nothing any more; for an owner that deletes it later.
    void cancel();
    //! The stream leads through a proxy: what the socket knows of its peer is about the proxy.
    [[nodiscard]] bool isProxied() const { return m_proxy.type() != QNetworkProxy::NoProxy; }

private slots:
    void resolved(const QHostInfo &answer);

private:
    void useProxy(const base::Expected<QNetworkProxy, TransportError> &proxy);
    void connectThroughProxy();
    void resolve(const QString &host);
    void race(const QList<QHostAddress> &addresses);
    [[nodiscard]] std::unique_ptr<QTcpSocket> makeSocket() const;
    void connected(std::unique_ptr<QTcpSocket> socket);
    void report(Phase phase);
    void fail(const TransportError &error);

    const Endpoint m_endpoint;
    Outcome m_outcome;
    bool m_over = false;
    QNetworkProxy m_proxy{QNetworkProxy::NoProxy};
    std::unique_ptr<ProxyLookup> m_proxyLookup;
    int m_lookup = -1;
    std::unique_ptr<ConnectRace> m_race;
    std::unique_ptr<ProxyTunnel> m_tunnel; //!< Behind a proxy.
};

} // namespace net
