// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/net/endpoint.h"
#include "core/net/httpconnect.h"
#include "core/net/socksconnect.h"

#include <QNetworkProxy>
#include <QObject>

#include <functional>
#include <memory>
#include <variant>

class QTcpSocket;

namespace net {

//! Asks a proxy for a stream to an endpoint, over sockets that are connected to the proxy.
//!
//! Ours and not Qt's, whose engine for HTTP proxies collects an answer without bound and waits for ever behind some
//! (N21). Nothing of what follows the answer is read.
class ProxyTunnel : public QObject
{
public:
    struct Outcome
    {
        std::function<void(std::unique_ptr<QTcpSocket>)> opened;
        std::function<void()> again; //!< Connect to the proxy once more and call use().
        std::function<void(const TransportError &)> failed;
    };

    ProxyTunnel(const Endpoint &endpoint, const QNetworkProxy &proxy, Outcome outcome);
    ~ProxyTunnel() override;

    //! Speaks over \a socket, which is connected to the proxy. One of the outcomes follows.
    void use(std::unique_ptr<QTcpSocket> socket);
    //! Says nothing any more; for an owner that deletes it later.
    void cancel();

private:
    using Talk = std::variant<HttpConnect, SocksConnect>;

    [[nodiscard]] static Talk talkFor(const Endpoint &endpoint, const QNetworkProxy &proxy, base::Random &random);
    void read();
    void ended();
    void follow(const ProxyWord &word);
    void open();
    void fail(const TransportError &error);
    [[nodiscard]] std::unique_ptr<QTcpSocket> release();

    Outcome m_outcome;
    base::SystemRandom m_random;
    Talk m_talk;
    const bool m_tls;
    std::unique_ptr<QTcpSocket> m_socket;
};

} // namespace net
