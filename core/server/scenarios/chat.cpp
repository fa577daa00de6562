// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/chat.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace server {
namespace {

constexpr qsizetype longestRoom = 64;
constexpr qsizetype longestClientId = 128;
constexpr std::size_t saidKept = 1'000;
constexpr base::Nanoseconds never{-1};

} // namespace

void Chat::joinedAs(ClientId client, const Identity &who, const QUrlQuery &, const base::Instant &, Outbox &)
{
    m_people[client].userId = QString::fromUtf8(who.name);
}

bool Chat::isThere(const Room &room, const QString &userId, ClientId butFor) const
{
    return std::ranges::any_of(room.members, [&](ClientId member) {
        return member != butFor && m_people.value(member).userId == userId;
    });
}

void Chat::tell(const Room &room, ClientId butFor, const QByteArray &message, Outbox &out)
{
    for (const ClientId member : room.members) {
        if (member != butFor)
            out.send(member, ws::Opcode::Text, message);
    }
}

// There is no outbox here: who stays hears of it in the next advance(), which is due at once.
void Chat::left(ClientId client)
{
    const Person person = m_people.take(client);
    for (const auto &[roomId, at] : person.rooms) {
        Room &room = m_rooms[roomId];
        room.members.erase(client);
        if (!room.members.empty() && !isThere(room, person.userId, client))
            m_gone.emplace_back(roomId, person.userId);
    }
}

void Chat::advance(const base::Instant &, Outbox &out)
{
    for (const auto &[roomId, userId] : std::exchange(m_gone, {})) {
        const Room &room = m_rooms[roomId];
        if (!isThere(room, userId, 0))
            tell(room, 0, messageOf("user_offline", {{QStringLiteral("userId"), userId},
                                                        {QStringLiteral("roomId"), roomId}}), out);
    }
}

std::optional<base::Nanoseconds> Chat::nextDeadline() const
{
    return m_gone.empty() ? std::nullopt : std::optional(base::Nanoseconds(0));
}

void Chat::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= 8 * longestText;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    const QString type = envelope ? envelope->type : QString();
    if (type == QLatin1String("join"))
        join(client, envelope->fields, out);
    else if (type == QLatin1String("message"))
        say(client, envelope->fields, now, out);
    else if (type == QLatin1String("typing"))
        typing(client, envelope->fields, now, out);
    else if (type == QLatin1String("read_receipt"))
        read(client, envelope->fields, out);
    else if (type == QLatin1String("ping"))
        out.send(client, ws::Opcode::Text, messageOf("pong", {}));
    else if (type != QLatin1String("auth")) // It may have come in the address already.
        out.send(client, ws::Opcode::Text, invalidMessage());
}

void Chat::join(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const auto roomId = textIn(fields, "roomId", longestRoom);
    Person &person = m_people[client];
    if (!roomId || (person.rooms.size() >= roomsOfAClient && !person.rooms.contains(*roomId)))
        return out.send(client, ws::Opcode::Text, invalidMessage());
    for (auto each = m_rooms.begin(); each != m_rooms.end() && m_rooms.size() >= mostRooms;)
        each = each->second.members.empty() && each->first != *roomId ? m_rooms.erase(each) : std::next(each);
    Room &room = m_rooms[*roomId];
    const bool isNews = !isThere(room, person.userId, client) && !room.members.contains(client);
    room.members.insert(client);
    person.rooms.try_emplace(*roomId, never);

    QJsonArray messages, online;
    for (const QJsonObject &message : room.messages)
        messages.append(message);
    std::set<QString> users;
    for (const ClientId member : room.members)
        users.insert(m_people.value(member).userId);
    for (const QString &user : users)
        online.append(user);
    out.send(client, ws::Opcode::Text,
        messageOf("history", {{QStringLiteral("roomId"), *roomId}, {QStringLiteral("messages"), messages},
                                 {QStringLiteral("online"), online}}));
    if (isNews)
        tell(room, client, messageOf("user_online", {{QStringLiteral("userId"), person.userId},
                                                        {QStringLiteral("roomId"), *roomId}}), out);
}

void Chat::say(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out)
{
    const Person &person = m_people[client];
    const auto roomId = textIn(fields, "roomId", longestRoom);
    const auto text = textIn(fields, "text", longestText);
    const auto clientId = textIn(fields, "clientId", longestClientId);
    if (!roomId || !text || !clientId || !person.rooms.contains(*roomId))
        return out.send(client, ws::Opcode::Text, invalidMessage());
    Room &room = m_rooms[*roomId];
    const QString key = person.userId + u' ' + *clientId;
    const auto said = std::ranges::find(room.said, key, &std::pair<QString, QString>::first);
    QString id;
    if (said != room.said.end()) {
        id = said->second;
    } else {
        id = QStringLiteral("msg-%1").arg(++m_lastId);
        const qint64 wall = std::chrono::duration_cast<std::chrono::milliseconds>(now.wall).count();
        const QJsonObject message{{QStringLiteral("id"), id}, {QStringLiteral("userId"), person.userId},
            {QStringLiteral("roomId"), *roomId}, {QStringLiteral("text"), *text},
            {QStringLiteral("clientId"), *clientId},
            {QStringLiteral("timestamp"), numberIn(fields, "timestamp").value_or(wall)}};
        room.messages.push_back(message);
        if (room.messages.size() > historyLength)
            room.messages.pop_front();
        room.said.emplace_back(key, id);
        if (room.said.size() > saidKept)
            room.said.pop_front();
        tell(room, 0, messageOf("message", message), out);
    }
    out.send(client, ws::Opcode::Text,
        messageOf("ack", {{QStringLiteral("clientId"), *clientId}, {QStringLiteral("serverId"), id}}));
}

void Chat::typing(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out)
{
    Person &person = m_people[client];
    const auto at = person.rooms.find(textIn(fields, "roomId", longestRoom).value_or(QString()));
    if (at == person.rooms.end())
        return out.send(client, ws::Opcode::Text, invalidMessage());
    if (at->second != never && now.steady - at->second < typingPause)
        return;
    at->second = now.steady;
    tell(m_rooms[at->first], client,
        messageOf("typing", {{QStringLiteral("userId"), person.userId}, {QStringLiteral("roomId"), at->first}}), out);
}

void Chat::read(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const Person &person = m_people[client];
    const auto messageId = textIn(fields, "messageId", longestClientId);
    if (!messageId)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    for (const auto &[roomId, at] : person.rooms) {
        const Room &room = m_rooms[roomId];
        const bool isHere = std::ranges::any_of(room.messages, [&](const QJsonObject &message) {
            return message.value(QLatin1String("id")).toString() == *messageId;
        });
        if (isHere)
            tell(room, client, messageOf("read_receipt", {{QStringLiteral("messageId"), *messageId},
                                                             {QStringLiteral("userId"), person.userId},
                                                             {QStringLiteral("roomId"), roomId}}), out);
    }
}

} // namespace server
