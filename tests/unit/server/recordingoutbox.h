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
    void close(server::ClientId client, quint16 code, const QString &reason) override
    {
        closed.push_back({client, code, reason});
    }
    void breakLink(server::ClientId client, server::Breakage breakage) override { broken.push_back({client, breakage}); }
    //! What was sent since the last call; all of it has left for the network.
    [[nodiscard]] std::vector<Sent> take()
    {
        backlog.clear();
        return std::exchange(sent, {});
    }

    struct Closed
    {
        server::ClientId client;
        quint16 code;
        QString reason;
        friend bool operator==(const Closed &, const Closed &) = default;
    };
    std::vector<Sent> sent;
    std::vector<Closed> closed;
    std::vector<std::pair<server::ClientId, server::Breakage>> broken;
    std::map<server::ClientId, qint64> backlog;
};

} // namespace tests
