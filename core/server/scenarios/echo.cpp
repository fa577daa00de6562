// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/echo.h"

namespace server {

void Echo::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &, Outbox &out)
{
    // The outbox copies into its own queue at once, so the view may be lent to it.
    out.send(client, opcode, QByteArray::fromRawData(payload.data(), payload.size()));
}

} // namespace server
