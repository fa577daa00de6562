// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <map>
#include <vector>

namespace tests {

//! Keeps what a scenario sends; the test says how much of it the network has taken.
class RecordingOutbox final : public server::Outbox
{
public:
    struct Sent
    {
        server::ClientId client;
        ws::Opcode opcode;
        QByteArray payload;
        friend bool operator==(const Sent &, const Sent &) = default;
    };

    void send(server::ClientId client, ws::Opcode opcode, const QByteArray &payload) override
    {
        sent.push_back({client, opcode, QByteArray(payload.constData(), payload.size())});
        backlog[client] += payload.size();
    }
    [[nodiscard]] qint64 pending(server::ClientId client) const override
    {
        const auto found = backlog.find(client);
        return found == backlog.end() ? 0 : found->second;
    }
    //! What was sent since the last call; all of it has left for the network.
    [[nodiscard]] std::vector<Sent> take()
    {
        backlog.clear();
        return std::exchange(sent, {});
    }

    std::vector<Sent> sent;
    std::map<server::ClientId, qint64> backlog;
};

} // namespace tests
