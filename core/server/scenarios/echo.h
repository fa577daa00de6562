// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

namespace server {

//! Sends every data message back as it came. The server stops reading a client that does not read its echoes.
class Echo final : public Scenario
{
public:
    void joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) override { }
    void left(ClientId) override { }
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
};

} // namespace server
