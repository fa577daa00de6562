// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/chatclient.h"

#include "core/messaging/envelope.h"

#include <QJsonArray>

#include <algorithm>

namespace messaging {
namespace {

constexpr qsizetype longestShown = 64 * 1024;

QString chatText(const QJsonObject &fields, const char *name)
{
    return fields.value(QLatin1String(name)).toString().left(longestShown);
}

} // namespace

ChatClient::ChatClient(
    const QString &userId, const QString &token, const QString &roomId, const QString &clientIds)
    : m_userId(userId)
    , m_token(token)
    , m_roomId(roomId)
    , m_clientIds(clientIds)
{
}

void ChatClient::send(const char *type, QJsonObject fields)
{
    m_outgoing.push_back(toJson(Envelope{.type = QString::fromLatin1(type), .fields = std::move(fields)}));
}

void ChatClient::sendMessage(const Message &message)
{
    send("message", {{QStringLiteral("roomId"), m_roomId}, {QStringLiteral("text"), message.text},
                        {QStringLiteral("clientId"), message.clientId},
                        {QStringLiteral("timestamp"), message.timestampMs}});
}

void ChatClient::connected()
{
    m_outgoing.clear();
    m_isLive = true;
    send("auth", {{QStringLiteral("token"), m_token}});
    send("join", {{QStringLiteral("roomId"), m_roomId}});
    for (const Message &message : m_messages) {
        if (message.state == State::Pending)
            sendMessage(message);
    }
}

void ChatClient::disconnected()
{
    m_isLive = false;
    m_outgoing.clear(); // What is pending is sent anew; the rest means nothing later.
    m_typing.clear();
    m_online.clear();
}

std::size_t ChatClient::pending() const
{
    return static_cast<std::size_t>(std::ranges::count(m_messages, State::Pending, &Message::state));
}

void ChatClient::say(const QString &text, qint64 wallMs)
{
    m_messages.push_back({.clientId = m_clientIds + QString::number(++m_lastClientId),
        .userId = m_userId,
        .text = text,
        .timestampMs = wallMs,
        .state = State::Pending});
    trim();
    m_typedAt.reset();
    if (m_isLive)
        sendMessage(m_messages.back());
}

void ChatClient::type(base::Nanoseconds now)
{
    if (!m_isLive || (m_typedAt && now - *m_typedAt < typingPause))
        return;
    m_typedAt = now;
    send("typing", {{QStringLiteral("roomId"), m_roomId}});
}

bool ChatClient::receive(QByteArrayView text)
{
    const auto envelope = parseEnvelope(text);
    if (!envelope)
        return false;
    const QJsonObject &fields = envelope->fields;
    const QString &type = envelope->type;
    if (fields.contains(QLatin1String("roomId")) && chatText(fields, "roomId") != m_roomId)
        return false;
    if (type == QLatin1String("history"))
        history(fields);
    else if (type == QLatin1String("message"))
        add(fields);
    else if (type == QLatin1String("ack"))
        acknowledge(chatText(fields, "clientId"), chatText(fields, "serverId"));
    else if (type == QLatin1String("read_receipt"))
        read(chatText(fields, "messageId"));
    else if (type == QLatin1String("user_online") || type == QLatin1String("user_offline"))
        presence(chatText(fields, "userId"), type == QLatin1String("user_online"));
    else if (type == QLatin1String("typing") && m_typing.size() < mostUsers)
        m_typing.insert(chatText(fields, "userId"));
    else
        return false;
    return true;
}

void ChatClient::history(const QJsonObject &fields)
{
    const QJsonArray messages = fields.value(QLatin1String("messages")).toArray();
    for (const QJsonValue &message : messages)
        add(message.toObject());
    const QJsonArray online = fields.value(QLatin1String("online")).toArray();
    for (const QJsonValue &user : online)
        presence(user.toString().left(longestShown), true);
}

// Our own comes back too, from this device before its acknowledgement or from another one; what is there is not shown
// twice.
void ChatClient::add(const QJsonObject &fields)
{
    const QString id = chatText(fields, "id"), clientId = chatText(fields, "clientId");
    const QString userId = chatText(fields, "userId");
    if (id.isEmpty() || std::ranges::find(m_messages, id, &Message::id) != m_messages.end())
        return;
    m_typing.erase(userId);
    if (userId == m_userId && clientId.startsWith(m_clientIds)) {
        const auto own = std::ranges::find(m_messages, clientId, &Message::clientId);
        if (own != m_messages.end())
            return settle(own, id);
    }
    const bool isOwn = userId == m_userId;
    const auto place = std::ranges::find(m_messages, State::Pending, &Message::state);
    m_messages.insert(place, {.id = id,
        .clientId = clientId,
        .userId = userId,
        .text = chatText(fields, "text"),
        .timestampMs = static_cast<qint64>(std::clamp(fields.value(QLatin1String("timestamp")).toDouble(), 0.0, 9e15)),
        .state = isOwn ? State::Sent : State::Received});
    trim();
    if (!isOwn && m_isLive)
        send("read_receipt", {{QStringLiteral("messageId"), id}, {QStringLiteral("roomId"), m_roomId}});
}

// The server has said where it stands: behind all that it said before, which are those that are not pending.
void ChatClient::settle(std::deque<Message>::iterator own, const QString &serverId)
{
    if (own->state != State::Pending)
        return;
    Message message = std::move(*own);
    message.id = serverId;
    message.state = State::Sent;
    m_messages.erase(own);
    const auto pending = std::ranges::find(m_messages, State::Pending, &Message::state);
    m_messages.insert(pending, std::move(message));
}

void ChatClient::acknowledge(const QString &clientId, const QString &serverId)
{
    const auto own = std::ranges::find_if(m_messages, [&](const Message &message) {
        return message.clientId == clientId && message.userId == m_userId;
    });
    if (own == m_messages.end() || own->state != State::Pending)
        return;
    own->id = serverId;
    own->state = State::Sent;
}

void ChatClient::read(const QString &messageId)
{
    const auto own = std::ranges::find(m_messages, messageId, &Message::id);
    if (!messageId.isEmpty() && own != m_messages.end() && own->state == State::Sent)
        own->state = State::Read;
}

void ChatClient::presence(const QString &userId, bool isThere)
{
    if (!isThere) {
        m_online.erase(userId);
        m_typing.erase(userId);
    } else if (m_online.size() < mostUsers) {
        m_online.insert(userId);
    }
}

void ChatClient::trim()
{
    while (m_messages.size() > mostMessages) {
        const auto oldest = std::ranges::find_if(
            m_messages, [](const Message &message) { return message.state != State::Pending; });
        m_messages.erase(oldest == m_messages.end() ? m_messages.begin() : oldest);
    }
}

std::optional<QByteArray> ChatClient::takeOutgoing()
{
    if (m_outgoing.empty())
        return std::nullopt;
    QByteArray message = std::move(m_outgoing.front());
    m_outgoing.pop_front();
    return message;
}

} // namespace messaging
