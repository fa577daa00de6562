// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/proxyword.h"

#include <QByteArrayView>

namespace net {

//! The client's side of SOCKS version 5 (RFC 1928, RFC 1929), without a socket. No answer is longer than 262 bytes.
class SocksConnect
{
public:
    SocksConnect(const QString &host, quint16 port, const QString &user, const QString &password);

    //! The greeting for a new connection to the proxy; empty when the name or the login is too long for SOCKS.
    [[nodiscard]] QByteArray begin();
    //! Takes from the front of \a bytes what belongs to the proxy's answer.
    [[nodiscard]] ProxyWord receive(QByteArrayView &bytes);
    //! The proxy ended its side.
    [[nodiscard]] ProxyWord ended();

private:
    enum class Part : quint8 { Method, Login, Answer };

    [[nodiscard]] qsizetype wanted() const;
    [[nodiscard]] ProxyWord partComplete();
    [[nodiscard]] ProxyWord methodChosen();
    [[nodiscard]] QByteArray request() const;

    const QByteArray m_host;
    const quint16 m_port;
    const QByteArray m_user;
    const QByteArray m_password;
    Part m_part = Part::Method;
    QByteArray m_bytes; //!< Of the present part.
};

} // namespace net
