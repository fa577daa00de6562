// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <QHash>
#include <QJsonObject>

#include <deque>
#include <map>
#include <set>

namespace server {

//! Rooms in which users talk; for users only.
//!
//! Client: `{"type":"join","roomId":…}`, `{"type":"message","roomId":…,"text":…,"clientId":…,"timestamp":…}`,
//! `{"type":"typing","roomId":…}`, `{"type":"read_receipt","messageId":…}`. Server: `history` with the last 50,
//! `user_online` and `user_offline` to the others, `message` with `id` and `userId` to all, `ack{clientId,serverId}`,
//! `typing` and `read_receipt` to the others. A message that comes again with its clientId is acknowledged again and
//! not said twice. A user may be there with several devices.
class Chat final : public Scenario
{
public:
    static constexpr std::size_t historyLength = 50;
    static constexpr base::Nanoseconds typingPause = std::chrono::seconds(3);
    static constexpr qsizetype longestText = 16 * 1024; //!< UTF-16 units.
    static constexpr std::size_t mostRooms = 256;
    static constexpr std::size_t roomsOfAClient = 16;

    void joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) override { }
    void joinedAs(ClientId client, const Identity &who, const QUrlQuery &query, const base::Instant &now,
        Outbox &out) override;
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return static_cast<std::size_t>(m_people.size()); }

private:
    struct Room
    {
        std::deque<QJsonObject> messages;
        std::deque<std::pair<QString, QString>> said; //!< User and clientId with a space between → id.
        std::set<ClientId> members;
    };
    struct Person
    {
        QString userId;
        std::map<QString, base::Nanoseconds> rooms; //!< → when a typing notice was last passed on (steady).
    };

    void join(ClientId client, const QJsonObject &fields, Outbox &out);
    void say(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out);
    void typing(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out);
    void read(ClientId client, const QJsonObject &fields, Outbox &out);
    [[nodiscard]] bool isThere(const Room &room, const QString &userId, ClientId butFor) const;
    static void tell(const Room &room, ClientId butFor, const QByteArray &message, Outbox &out);

    std::map<QString, Room> m_rooms;
    QHash<ClientId, Person> m_people;
    std::vector<std::pair<QString, QString>> m_gone; //!< Room and user, to be told in the next advance().
    quint64 m_lastId = 0;
};

} // namespace server
