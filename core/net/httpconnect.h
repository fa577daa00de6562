// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/proxyword.h"
#include "core/ws/handshake/httpauth.h"
#include "core/ws/handshake/refusalbody.h"

namespace base {
class Random;
}

namespace net {

//! The client's side of CONNECT (RFC 9110 §9.3.6), without a socket: bytes go in, a ProxyWord comes out.
//!
//! Each answer has at most 64 KiB of head, interim answers included, and as much of a body (N21). A login goes out
//! only when the proxy asks for Basic or Digest.
class HttpConnect
{
public:
    //! \a authority is `host:port` of the endpoint.
    HttpConnect(const QString &authority, const QString &user, const QString &password, base::Random &random);

    //! The request for a new connection to the proxy; empty when the authority cannot stand in one.
    [[nodiscard]] QByteArray begin();
    //! Takes from the front of \a bytes what belongs to the proxy's answer.
    [[nodiscard]] ProxyWord receive(QByteArrayView &bytes);
    //! The proxy ended its side.
    [[nodiscard]] ProxyWord ended();

private:
    enum class Part : quint8 { Head, Body, Trailer };

    [[nodiscard]] ProxyWord headComplete();
    [[nodiscard]] ProxyWord login();
    [[nodiscard]] ProxyWord receiveBody(QByteArrayView &bytes);
    [[nodiscard]] ProxyWord receiveTrailer(QByteArrayView &bytes);
    [[nodiscard]] ProxyWord askAgain();
    [[nodiscard]] std::optional<QByteArray> answerTo(const QList<ws::Challenge> &challenges);
    [[nodiscard]] bool staysOpen() const;

    const QByteArray m_authority;
    const QByteArray m_user;
    const QByteArray m_password;
    base::Random &m_random;
    QByteArray m_login; //!< The value of Proxy-Authorization, once asked for.
    int m_logins = 0;
    int m_interim = 0;
    bool m_reconnected = false;
    Part m_part = Part::Head;
    ws::HttpHeadReader m_head;
    ws::RefusalBody m_body; //!< Of a 407 behind which the connection goes on.
    qsizetype m_trailerBytes = 0;
    qsizetype m_trailerLine = 0;
};

} // namespace net
