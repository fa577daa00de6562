// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/replay.h"

#include <algorithm>

namespace server {

base::Nanoseconds Replay::pauseBefore(std::size_t index) const
{
    if (index == 0 || m_pace.factor <= 0.0)
        return base::Nanoseconds(0);
    const auto &messages = m_recording->messages();
    const auto pause = std::max(base::Nanoseconds(0), messages[index].wall - messages[index - 1].wall);
    return base::Nanoseconds(static_cast<qint64>(static_cast<double>(pause.count()) / m_pace.factor));
}

void Replay::joined(ClientId id, const QUrlQuery &, const base::Instant &now, Outbox &out)
{
    Client &client = m_clients[id];
    client.due = now.steady;
    goOn(id, client, now, out);
}

// Everything that may come now: what is due of the server's, and past what the client has said.
void Replay::goOn(ClientId id, Client &client, const base::Instant &now, Outbox &out)
{
    const auto &messages = m_recording->messages();
    client.waits = false;
    while (client.next < messages.size()) {
        const std::size_t index = client.next;
        if (!messages[index].fromServer) {
            client.waits = m_pace.waits && client.early.erase(index) == 0;
            if (client.waits)
                return;
        } else {
            client.waits = out.pending(id) > backlog;
            if (client.waits || client.due > now.steady)
                return;
            out.send(id, messages[index].opcode, m_recording->message(index, client.heard, now.wall));
        }
        ++client.next;
        if (client.next < messages.size())
            client.due += pauseBefore(client.next);
    }
    if (!std::exchange(client.isOver, true))
        out.close(id, 1000, QStringLiteral("the recording is over"));
}

void Replay::messageReceived(
    ClientId id, ws::Opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    Client &client = m_clients[id];
    const std::size_t end = std::min(m_recording->messages().size(), client.next + searched);
    for (std::size_t index = m_pace.waits ? client.next : 0; index < end; ++index) {
        if (client.early.contains(index) || client.heard.contains(index) || !m_recording->looksLike(index, payload))
            continue;
        client.heard.emplace(index, m_recording->wanted().contains(index) ? payload.toByteArray() : QByteArray());
        if (index == client.next && client.waits) {
            // From here on the clock counts anew: the client took its own time.
            ++client.next;
            client.due = now.steady;
            if (client.next < m_recording->messages().size())
                client.due += pauseBefore(client.next);
        } else if (index >= client.next) {
            client.early.insert(index);
        }
        return goOn(id, client, now, out);
    }
    ++m_unmatched;
}

void Replay::writable(ClientId id, const base::Instant &now, Outbox &out)
{
    if (const auto client = m_clients.find(id); client != m_clients.end() && client->second.waits)
        goOn(id, client->second, now, out);
}

void Replay::advance(const base::Instant &now, Outbox &out)
{
    for (auto &[id, client] : m_clients) {
        if (!client.waits && !client.isOver && client.due <= now.steady)
            goOn(id, client, now, out);
    }
}

std::optional<base::Nanoseconds> Replay::nextDeadline() const
{
    std::optional<base::Nanoseconds> next;
    for (const auto &[id, client] : m_clients) {
        if (!client.waits && !client.isOver && (!next || client.due < *next))
            next = client.due;
    }
    return next;
}

} // namespace server
