// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/accepted.h"
#include "core/ws/handshake/clienthandshake.h"

namespace ws {

//! What a client asked of our server, after all syntax rules held (RFC 6455 §4.2.1).
struct ServerRequest
{
    QByteArray target; //!< Origin-form: `/dashboard?rate=5`.
    QByteArray host;
    QByteArray origin; //!< Empty when none was sent.
    bool hasOrigin = false;
    QList<QByteArray> subprotocols;
    QList<Extension> extensions; //!< What the client offers, in its order of preference.
    QList<HeaderField> headers; //!< All fields, in order.
    QByteArray key;
    QByteArray head; //!< As it came.
    QByteArray rest; //!< Bytes behind the head.
};

//! The server's side of one opening handshake, without a socket: parse, let the caller decide, answer.
class ServerHandshake
{
public:
    struct Pending
    {
    };
    using Result = std::variant<Pending, ServerRequest, HandshakeError>;

    //! Takes what came; single pass, at most 64 KiB of head.
    [[nodiscard]] Result receive(QByteArrayView bytes);

    //! The 101 answer to \a request; \a subprotocol must be one of those asked for, or empty.
    //! \a deflate is what agreeOn() found in the request's extensions; give the Session the same.
    [[nodiscard]] static QByteArray accept(
        const ServerRequest &request, const QByteArray &subprotocol = {}, const DeflateParameters &deflate = {});
    //! A refusal with `Connection: close` and a plain-text body; \a extra adds header lines.
    [[nodiscard]] static QByteArray refuse(
        int status, QByteArrayView reason, QByteArrayView body = {}, const QList<HeaderField> &extra = {});
    //! The refusal that \a error asks for (400, 405, 426, 431).
    [[nodiscard]] static QByteArray refuse(const HandshakeError &error);

private:
    [[nodiscard]] Result headComplete(QByteArrayView rest) const;
    [[nodiscard]] HandshakeError error(HandshakeRule rule, const QByteArray &offender = {}) const;

    HttpHeadReader m_head;
};

//! `Sec-WebSocket-Accept` for \a key: base64(SHA-1(key + GUID)) (RFC 6455 §4.2.2).
[[nodiscard]] QByteArray acceptFor(QByteArrayView key);

} // namespace ws
