// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <map>
#include <optional>
#include <set>

namespace messaging {

//! Channels that several parts of the program use on one connection: one `subscribe` goes out for the first of them, one
//! `unsubscribe` for the last.
class ChannelShare
{
public:
    //! Who uses a channel: a chart, a panel, a step of a collection; numbers that the caller gives.
    using User = quint64;

    //! \a user uses \a channel; what has to be sent, if it is the first.
    [[nodiscard]] std::optional<QByteArray> acquire(const QString &channel, User user);
    //! \a user no longer does; what has to be sent, if it was the last.
    [[nodiscard]] std::optional<QByteArray> release(const QString &channel, User user);
    //! \a user is gone; what has to be sent for all it used.
    [[nodiscard]] QList<QByteArray> releaseAll(User user);
    //! A new connection knows of no channel: what has to be sent again.
    [[nodiscard]] QList<QByteArray> connected() const;

    //! Who uses the channel of the received \a message; nobody when it is no delivery.
    [[nodiscard]] std::set<User> usersOf(QByteArrayView message) const;
    [[nodiscard]] std::size_t users(const QString &channel) const;
    [[nodiscard]] std::size_t channels() const { return m_channels.size(); }

    //! `{"type":"publish","channel":…,"message":…}`; \a message is JSON.
    [[nodiscard]] static QByteArray publication(const QString &channel, const QByteArray &message);

private:
    std::map<QString, std::set<User>> m_channels;
};

} // namespace messaging
