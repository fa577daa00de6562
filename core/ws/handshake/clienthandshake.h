// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/ws/accepted.h"
#include "core/ws/extensions/deflatenegotiation.h"
#include "core/ws/handshake/handshakeerror.h"
#include "core/ws/handshake/httphead.h"
#include "core/ws/handshake/refusalbody.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QUrl>

#include <optional>
#include <variant>

namespace ws {

//! What a client asks for (RFC 6455 §4.1).
struct ClientRequest
{
    QUrl url{}; //!< ws or wss, with a host; a fragment is refused.
    QList<HeaderField> headers{}; //!< Additional fields; reserved names are refused (H28).
    QList<QByteArray> subprotocols{}; //!< In order of preference; tokens.
    QByteArray origin{}; //!< Empty: none is sent.
    bool offerDeflate = false;
    DeflateOffer deflate{}; //!< What is offered when offerDeflate is set.
    friend bool operator==(const ClientRequest &, const ClientRequest &) = default;
};

//! Why a request cannot be sent as it stands (H27-H30).
enum class RequestError : quint8 {
    UrlInvalid,
    SchemeNotWebSocket,
    FragmentInUrl,
    HeaderInvalid,
    HeaderReserved,
    SubprotocolInvalid,
    OriginInvalid,
    NoRandomness
};

//! The client's side of one opening handshake, without a socket. Make a new one for each attempt: its key is fresh
//! (H07).
//!
//! \code
//! auto handshake = ClientHandshake::create(request, random);
//! write(handshake->request());
//! auto result = handshake->receive(bytes);   // Pending, Accepted or HandshakeError
//! \endcode
class ClientHandshake
{
public:
    //! More bytes are needed.
    struct Pending
    {
    };
    using Result = std::variant<Pending, Accepted, HandshakeError>;

    [[nodiscard]] static base::Expected<ClientHandshake, RequestError> create(
        const ClientRequest &request, base::Random &random);

    //! The request head to write, CRLF CRLF included.
    [[nodiscard]] const QByteArray &request() const { return m_request; }
    //! Takes what came; single pass, resumable at every byte, at most 64 KiB of head (H15). After a final result, not
    //! called again.
    [[nodiscard]] Result receive(QByteArrayView bytes);
    //! The transport ended: what that means now (H03; a refusal whose body ended is StatusNot101).
    [[nodiscard]] HandshakeError finished();

private:
    ClientHandshake() = default;
    [[nodiscard]] Result headComplete(QByteArrayView rest);
    [[nodiscard]] Result agree(QByteArrayView rest);
    [[nodiscard]] HandshakeError error(HandshakeRule rule, const QByteArray &offender = {}) const;
    [[nodiscard]] HandshakeError refusal() const;

    ClientRequest m_asked;
    QByteArray m_request;
    QByteArray m_key;
    HttpHeadReader m_head;
    int m_status = 0;
    QByteArray m_reasonPhrase;
    int m_interim = 0;
    std::optional<RefusalBody> m_body; //!< Once a head refused us.
};

} // namespace ws
