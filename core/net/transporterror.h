// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace net {

//! Why a byte stream could not be opened, or ended.
struct TransportError
{
    enum class Kind : quint8 {
        PeerClosed, //!< End of stream in order (FIN, or TLS close_notify).
        Reset, //!< RST, or a TLS stream cut off.
        HostNotFound,
        Refused,
        Unreachable, //!< No route, network down.
        TimedOut, //!< The system gave up.
        CertificateRejected, //!< The peer's certificate was not accepted; detail says why. Never retried.
        ClientCertificate, //!< The server wants a certificate of ours, or not this one. Never retried.
        TlsFailed, //!< TLS could not be agreed, or the peer speaks something else.
        ProxyFailed, //!< The proxy refused or could not be reached.
        ProxyLogin, //!< The proxy wants credentials, or others than these. Never retried: they do not get better.
        LocalProblem, //!< Files, descriptors, memory; detail says what.
    };
    Kind kind = Kind::PeerClosed;
    QString detail{}; //!< The system's words; foreign text, show plain.
    QByteArray leafSha256{}; //!< Of the certificate that was rejected, so that a person can accept it; else empty.
    QString authority{}; //!< `host:port` of the endpoint it was about, as authorityOf() writes it; may be unknown.
    friend bool operator==(const TransportError &, const TransportError &) = default;
};

//! One certificate of the chain that a peer showed. All texts are foreign.
struct CertificateFacts
{
    QString subject{};
    QString issuer{};
    QDateTime validFrom{};
    QDateTime validUntil{};
    QByteArray sha256{};
    friend bool operator==(const CertificateFacts &, const CertificateFacts &) = default;
};

//! What is known about the secured peer; empty strings for a plain connection.
struct PeerFacts
{
    QString address{}; //!< `93.184.216.34:443` or `[::1]:9000`.
    QString tlsVersion{}; //!< `TLSv1.3`.
    QString cipher{};
    QByteArray leafSha256{}; //!< 32 bytes; empty for a plain connection.
    QList<CertificateFacts> chain{}; //!< As the peer sent it, the leaf first; at most ten.
    bool certificateException = false; //!< The leaf was accepted only because the user said so: show it red.
    friend bool operator==(const PeerFacts &, const PeerFacts &) = default;
};

} // namespace net
