// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QUrl>

namespace net {

//! Which proxy a socket uses. Always set explicitly: Qt's sockets would otherwise take it from the environment (N21).
struct ProxyChoice
{
    enum class Kind : quint8 {
        None, //!< Connect directly, whatever the environment says.
        System, //!< Ask the system for this address.
        Http, //!< HTTP CONNECT.
        Socks5, //!< SOCKS version 5; the proxy resolves names.
    };
    Kind kind = Kind::None;
    QUrl url{}; //!< For Http and Socks5: host, port and, if needed, user and password.
    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

//! How a wss connection proves who the peer is.
struct TlsSettings
{
    QString caFile{}; //!< PEM bundle that *replaces* the system's store; empty: the system's store.
    QString certificateFile{}; //!< PEM: our own certificate, with its chain behind it; empty: none is shown.
    QString keyFile{}; //!< PEM: its private key; empty: in certificateFile.
    QString keyPassphrase{};
    enum class Minimum : quint8 { Tls12, Tls13 } minimum = Minimum::Tls12;
    QString serverName{}; //!< Asked for (SNI) and verified instead of the host; empty: the host.
    //! `--insecure`: accept the leaf of this run's first handshake with each `host:port`, and only that one.
    bool acceptFirstLeaf = false;
    //! The leaf, by its SHA-256 of 32 bytes, that a person accepted from each `host:port`, as authorityOf() writes it.
    //! From there no other one is accepted without proof, and this one from nowhere else.
    QMap<QString, QByteArray> exceptions{};
    friend bool operator==(const TlsSettings &, const TlsSettings &) = default;
};

//! Where and how a byte stream is opened; all a Transport needs to know.
struct Endpoint
{
    QString host{}; //!< Name or literal address, IPv6 without brackets.
    quint16 port = 0;
    bool tls = false;
    ProxyChoice proxy{};
    TlsSettings tlsSettings{};
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

//! `host:port` of \a endpoint, which a certificate's exception is bound to; an IPv6 literal in brackets, no dot behind
//! a name.
[[nodiscard]] QString authorityOf(const Endpoint &endpoint);

//! The endpoint a ws or wss \a url names; port 80 or 443 if it names none.
[[nodiscard]] Endpoint endpointFor(const QUrl &url);

//! Who is spoken to at a ws, wss, http or https \a url, written one way only: `wss://host:port`, in lower case and
//! ASCII, with the port in any case and no dot behind the name. Two addresses with the same one share their trust.
[[nodiscard]] QString serverOf(const QUrl &url);

} // namespace net
