// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/channels.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

namespace server {

void Channels::left(ClientId client)
{
    for (const QString &channel : m_clients.value(client))
        unsubscribe(client, channel);
}

std::size_t Channels::held() const { return m_channels.size() + static_cast<std::size_t>(m_clients.size()); }

bool Channels::subscribe(ClientId client, const QString &channel)
{
    std::set<QString> &own = m_clients[client];
    if (own.size() >= static_cast<std::size_t>(channelsOfAClient) && !own.contains(channel))
        return false;
    own.insert(channel);
    m_channels[channel].insert(client);
    return true;
}

void Channels::unsubscribe(ClientId client, const QString &channel)
{
    if (const auto found = m_channels.find(channel); found != m_channels.end()) {
        found->second.erase(client);
        if (found->second.empty())
            m_channels.erase(found);
    }
    if (const auto own = m_clients.find(client); own != m_clients.end()) {
        own->erase(channel);
        if (own->empty())
            m_clients.erase(own);
    }
}

void Channels::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &, Outbox &out)
{
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= longestJson;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    if (envelope && envelope->type == QLatin1String("ping"))
        return out.send(client, ws::Opcode::Text, messageOf("pong", {}));
    const auto channel = envelope ? textIn(envelope->fields, "channel", longestName) : std::nullopt;
    const QString type = channel ? envelope->type : QString();
    bool understood = true;
    if (type == QLatin1String("subscribe")) {
        understood = subscribe(client, *channel);
    } else if (type == QLatin1String("unsubscribe")) {
        unsubscribe(client, *channel);
    } else if (type == QLatin1String("publish") && envelope->fields.contains(QLatin1String("message"))) {
        const auto found = m_channels.find(*channel);
        if (found == m_channels.end())
            return;
        const QByteArray message = messageOf("message",
            {{QStringLiteral("channel"), *channel},
                {QStringLiteral("message"), envelope->fields.value(QLatin1String("message"))}});
        for (const ClientId subscriber : found->second)
            out.send(subscriber, ws::Opcode::Text, message);
    } else {
        understood = false;
    }
    if (!understood)
        out.send(client, ws::Opcode::Text, invalidMessage());
}

} // namespace server
