// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace messaging {

//! One user in one room of the guide's chat: what is said shows at once, then is sent, then read. Pure: what to send is
//! asked for with takeOutgoing(), time is an argument.
class ChatClient
{
public:
    static constexpr base::Nanoseconds typingPause = std::chrono::seconds(3);
    static constexpr std::size_t mostMessages = 1'000; //!< Beyond, the oldest that is not pending goes.
    static constexpr std::size_t mostUsers = 1'000;

    enum class State : quint8 {
        Pending, //!< Shown, and the server has not said that it has it; waits while the link is away.
        Sent, //!< The server acknowledged it.
        Read, //!< Somebody else read it.
        Received, //!< Somebody else's.
    };
    struct Message
    {
        QString id{}; //!< The server's; empty while pending.
        QString clientId{};
        QString userId{};
        QString text{}; //!< Foreign: plain text only.
        qint64 timestampMs = 0;
        State state = State::Received;
        friend bool operator==(const Message &, const Message &) = default;
    };

    //! \a clientIds is the begin of the ids of own messages, its own for each device.
    ChatClient(const QString &userId, const QString &token, const QString &roomId, const QString &clientIds);

    //! The link is there: authenticates, joins, and sends what is pending again, under its own id.
    void connected();
    void disconnected();
    //! A message of the server; false when it is none of the chat's.
    bool receive(QByteArrayView text);

    //! Shows \a text and sends it, now or when the link is there.
    void say(const QString &text, qint64 wallMs);
    //! The person types: told at most every 3 s.
    void type(base::Nanoseconds now);

    [[nodiscard]] std::optional<QByteArray> takeOutgoing();
    [[nodiscard]] const std::deque<Message> &messages() const { return m_messages; } //!< In the order they show.
    [[nodiscard]] const std::set<QString> &online() const { return m_online; }
    [[nodiscard]] const std::set<QString> &typing() const { return m_typing; } //!< Since their last message.
    [[nodiscard]] std::size_t pending() const;
    [[nodiscard]] bool isLive() const { return m_isLive; }

private:
    void send(const char *type, QJsonObject fields);
    void sendMessage(const Message &message);
    void history(const QJsonObject &fields);
    void add(const QJsonObject &fields);
    void settle(std::deque<Message>::iterator own, const QString &serverId);
    void acknowledge(const QString &clientId, const QString &serverId);
    void read(const QString &messageId);
    void presence(const QString &userId, bool isThere);
    void trim();

    const QString m_userId, m_token, m_roomId, m_clientIds;
    std::deque<Message> m_messages;
    std::set<QString> m_online, m_typing;
    std::deque<QByteArray> m_outgoing;
    std::optional<base::Nanoseconds> m_typedAt;
    quint64 m_lastClientId = 0;
    bool m_isLive = false;
};

} // namespace messaging
