// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/endpoint.h"
#include "core/net/transporterror.h"

#include <QObject>
#include <QSslError>

#include <functional>
#include <optional>

class QSslSocket;

namespace net {

class FirstLeaves;

//! Turns a connected socket into a verified TLS stream, or says why not; nothing is sent to a peer that is not
//! accepted.
//!
//! The only exception is one leaf certificate, known by its SHA-256 (N15). Has no time-out: QSslSocket waits for ever
//! on a silent peer, and the deadline over the whole opening is the connection's.
class TlsHandshake : public QObject
{
public:
    struct Outcome
    {
        std::function<void()> secured;
        std::function<void(const TransportError &)> failed;
    };

    //! \a socket and \a firstLeaves must outlive the handshake.
    TlsHandshake(QSslSocket &socket, const Endpoint &endpoint, FirstLeaves &firstLeaves, Outcome outcome);
    ~TlsHandshake() override;

    void start();
    //! Says nothing any more; for an owner that deletes it later.
    void cancel();

    //! The leaf was accepted only because the settings said so.
    [[nodiscard]] bool usedException() const { return m_exception; }

private:
    void judge(const QList<QSslError> &errors);
    [[nodiscard]] bool isExcepted(const QByteArray &leafSha256) const;
    [[nodiscard]] bool isFirst(const QByteArray &leafSha256) const;
    void encrypted();
    void reject(const QString &why);
    void broken();
    void fail(const TransportError &error);

    QSslSocket &m_socket;
    const Endpoint m_endpoint;
    FirstLeaves &m_firstLeaves;
    Outcome m_outcome;
    bool m_over = false;
    bool m_exception = false;
    std::optional<TransportError> m_rejection;
};

} // namespace net
