// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <QHash>

#include <map>
#include <set>

namespace server {

//! Publish and subscribe: `{"type":"subscribe","channel":…}`, `unsubscribe`, and `{"type":"publish","channel":…,
//! "message":…}` brings `{"type":"message","channel":…,"message":…}` to all subscribers. It is written down once for all.
class Channels final : public Scenario
{
public:
    static constexpr qsizetype channelsOfAClient = 256;
    static constexpr qsizetype longestName = 128; //!< UTF-16 units.

    void joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) override { }
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::size_t held() const override;

private:
    [[nodiscard]] bool subscribe(ClientId client, const QString &channel);
    void unsubscribe(ClientId client, const QString &channel);

    std::map<QString, std::set<ClientId>> m_channels;
    QHash<ClientId, std::set<QString>> m_clients;
};

} // namespace server
