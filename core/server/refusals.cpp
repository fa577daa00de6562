// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/refusals.h"

namespace server {
namespace {

QByteArray badRequest(const ws::ServerRequest &)
{
    return ws::ServerHandshake::refuse(400, "Bad Request", "This server knows no WebSocket.\n");
}

QByteArray upgradeRequired(const ws::ServerRequest &)
{
    return ws::ServerHandshake::refuse(426, "Upgrade Required", "Another version is wanted.\n",
        {{.name = "Upgrade", .value = "websocket"}, {.name = "Sec-WebSocket-Version", .value = "13"}});
}

QByteArray forbidden(const ws::ServerRequest &)
{
    return ws::ServerHandshake::refuse(403, "Forbidden", "Forbidden\n");
}

// The answer to a key that nobody sent: the example of RFC 6455 §1.3, which no fresh key has.
QByteArray wrongAccept(const ws::ServerRequest &request)
{
    ws::ServerRequest other = request;
    other.key = "dGhlIHNhbXBsZSBub25jZQ==";
    if (request.key == other.key)
        other.key = "AQIDBAUGBwgJCgsMDQ4PEA==";
    return ws::ServerHandshake::accept(other);
}

QByteArray wrongSubprotocol(const ws::ServerRequest &request)
{
    QByteArray answer = ws::ServerHandshake::accept(request);
    return answer.insert(answer.indexOf("\r\n") + 2, "Sec-WebSocket-Protocol: nobody-asked-for-this\r\n");
}

} // namespace

const QList<RefusalEntry> &refusals()
{
    static const QList<RefusalEntry> all{
        {"/refuse/400", "refused with 400 Bad Request, as by a server that knows no WebSocket", badRequest},
        {"/refuse/426", "refused with 426 Upgrade Required, as for a wrong version", upgradeRequired},
        {"/refuse/403", "refused with 403 Forbidden, as for a foreign Origin", forbidden},
        {"/refuse/accept", "accepted with a Sec-WebSocket-Accept that is not the one for the key", wrongAccept},
        {"/refuse/subprotocol", "accepted with a subprotocol that nobody asked for", wrongSubprotocol},
    };
    return all;
}

} // namespace server
