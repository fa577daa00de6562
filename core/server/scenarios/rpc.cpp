// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/rpc.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

#include <algorithm>
#include <array>

namespace server {
namespace {

using std::chrono::milliseconds;
constexpr qint64 usualSlowness = 2'000, greatestSlowness = 120'000; // Milliseconds.

QByteArray response(const QJsonValue &id, const char *field, const QJsonValue &value)
{
    return messageOf("response", {{QStringLiteral("id"), id}, {QString::fromLatin1(field), value}});
}

QJsonObject userInfo(qint64 userId)
{
    static constexpr std::array names{"Alice", "Bob", "Carol", "Dave"};
    const QString name = QString::fromLatin1(names[static_cast<std::size_t>(userId) % names.size()]);
    return {{QStringLiteral("userId"), userId}, {QStringLiteral("name"), name},
        {QStringLiteral("email"), name.toLower() + QStringLiteral("@example.com")}};
}

} // namespace

void Rpc::left(ClientId client)
{
    std::erase_if(m_waiting, [client](const auto &entry) { return entry.second.client == client; });
}

void Rpc::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= longestJson;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    const QJsonValue id = envelope ? envelope->fields.value(QLatin1String("id")) : QJsonValue();
    if (envelope && envelope->type == QLatin1String("ping"))
        return out.send(client, ws::Opcode::Text, messageOf("pong", {}));
    if (!id.isString() && !id.isDouble())
        return out.send(client, ws::Opcode::Text, invalidMessage());
    answer(client, envelope->fields, envelope->type, now, out);
}

void Rpc::answer(
    ClientId client, const QJsonObject &request, const QString &type, const base::Instant &now, Outbox &out)
{
    const QJsonValue id = request.value(QLatin1String("id"));
    // The guide writes the parameters in `params`, and in its picture beside the type.
    const QJsonValue inner = request.value(QLatin1String("params"));
    const QJsonObject params = inner.isObject() ? inner.toObject() : request;
    const auto say = [&](const char *field, const QJsonValue &value) {
        out.send(client, ws::Opcode::Text, response(id, field, value));
    };
    if (type == QLatin1String("getUserInfo")) {
        const auto userId = numberIn(params, "userId");
        return userId ? say("data", userInfo(*userId)) : say("error", QStringLiteral("userId is a number"));
    }
    if (type == QLatin1String("slow") && m_waiting.size() < mostWaiting) {
        const qint64 after = std::min(numberIn(params, "ms").value_or(usualSlowness), greatestSlowness);
        m_waiting.emplace(now.steady + milliseconds(after),
            Answer{client, response(id, "data", QJsonObject{{QStringLiteral("ms"), after}})});
        return;
    }
    if (type == QLatin1String("never"))
        return;
    say("error", type == QLatin1String("fail") ? QStringLiteral("It failed, as you asked")
            : type == QLatin1String("slow")    ? QStringLiteral("Too many requests wait")
                                               : QStringLiteral("Unknown method"));
}

void Rpc::advance(const base::Instant &now, Outbox &out)
{
    const auto end = m_waiting.upper_bound(now.steady);
    for (auto each = m_waiting.begin(); each != end; ++each)
        out.send(each->second.client, ws::Opcode::Text, each->second.message);
    m_waiting.erase(m_waiting.begin(), end);
}

std::optional<base::Nanoseconds> Rpc::nextDeadline() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.begin()->first);
}

} // namespace server
