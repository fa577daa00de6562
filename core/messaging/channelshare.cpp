// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/channelshare.h"

#include "core/messaging/envelope.h"
#include "core/messaging/topfields.h"

namespace messaging {
namespace {

QByteArray aboutChannel(const char *type, const QString &channel)
{
    return toJson(Envelope{.type = QString::fromLatin1(type), .fields = {{QStringLiteral("channel"), channel}}});
}

} // namespace

std::optional<QByteArray> ChannelShare::acquire(const QString &channel, User user)
{
    std::set<User> &users = m_channels[channel];
    const bool isFirst = users.empty();
    users.insert(user);
    return isFirst ? std::optional(aboutChannel("subscribe", channel)) : std::nullopt;
}

std::optional<QByteArray> ChannelShare::release(const QString &channel, User user)
{
    const auto found = m_channels.find(channel);
    if (found == m_channels.end() || found->second.erase(user) == 0 || !found->second.empty())
        return std::nullopt;
    m_channels.erase(found);
    return aboutChannel("unsubscribe", channel);
}

QList<QByteArray> ChannelShare::releaseAll(User user)
{
    QList<QByteArray> out;
    for (auto each = m_channels.begin(); each != m_channels.end();) {
        const QString channel = each->first;
        ++each; // What it stands on may go.
        if (const auto message = release(channel, user))
            out += *message;
    }
    return out;
}

QList<QByteArray> ChannelShare::connected() const
{
    QList<QByteArray> out;
    for (const auto &[channel, users] : m_channels)
        out += aboutChannel("subscribe", channel);
    return out;
}

std::set<ChannelShare::User> ChannelShare::usersOf(QByteArrayView message) const
{
    const TopFields fields(message);
    if (fields.text("type") != "message")
        return {};
    const auto found = m_channels.find(QString::fromUtf8(fields.text("channel")));
    return found == m_channels.end() ? std::set<User>() : found->second;
}

std::size_t ChannelShare::users(const QString &channel) const
{
    const auto found = m_channels.find(channel);
    return found == m_channels.end() ? 0 : found->second.size();
}

QByteArray ChannelShare::publication(const QString &channel, const QByteArray &message)
{
    QByteArray out = aboutChannel("publish", channel);
    return out.insert(out.size() - 1, ",\"message\":" + message);
}

} // namespace messaging
