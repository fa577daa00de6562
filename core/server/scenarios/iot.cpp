// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/iot.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

#include <algorithm>
#include <utility>

namespace server {
namespace {

constexpr qsizetype longestMetric = 64;

QString nameOf(const AlertRule &rule)
{
    return QStringLiteral("%1 %2 %3").arg(rule.metric, rule.above ? QStringLiteral(">") : QStringLiteral("<"))
        .arg(rule.value);
}

QString commandId(quint64 number) { return QStringLiteral("cmd-%1").arg(number); }

quint64 commandNumber(const QString &id)
{
    return id.startsWith(QLatin1String("cmd-")) ? id.mid(4).toULongLong() : 0;
}

QByteArray offline(const QString &deviceId)
{
    return messageOf("error",
        {{QStringLiteral("message"), QStringLiteral("Device offline")}, {QStringLiteral("deviceId"), deviceId}});
}

} // namespace

Iot::Iot()
    : m_rules{{.metric = QStringLiteral("temperature"), .above = true, .value = 40.0},
        {.metric = QStringLiteral("humidity"), .above = true, .value = 90.0},
        {.metric = QStringLiteral("battery"), .above = false, .value = 20.0}}
{
}

void Iot::tellUsers(const QByteArray &message, Outbox &out) const
{
    for (const ClientId user : m_users)
        out.send(user, ws::Opcode::Text, message);
}

void Iot::joinedAs(ClientId client, const Identity &who, const QUrlQuery &, const base::Instant &, Outbox &out)
{
    if (who.kind == Identity::Kind::User) {
        m_users.insert(client);
        return;
    }
    const QString id = QString::fromUtf8(who.name);
    m_devices.insert(client, {.id = id, .alarmed = {}});
    m_online.insert(id, client); // A device that comes again takes over.
    if (!m_users.empty())
        tellUsers(messageOf("device_online", {{QStringLiteral("deviceId"), id}}), out);
}

void Iot::left(ClientId client)
{
    m_users.erase(client);
    std::erase_if(m_commands, [client](const auto &entry) { return entry.second.user == client; });
    for (auto &[number, command] : m_commands) {
        if (command.device == client)
            command.due = base::Nanoseconds(0); // It will not answer any more: told at once.
    }
    const auto device = m_devices.constFind(client);
    if (device == m_devices.cend())
        return;
    if (m_online.value(device->id) == client) {
        m_online.remove(device->id);
        if (!m_users.empty())
            m_gone.push_back(device->id);
    }
    m_devices.erase(device);
}

std::size_t Iot::held() const
{
    return static_cast<std::size_t>(m_devices.size() + m_online.size()) + m_users.size() + m_commands.size()
        + m_gone.size();
}

void Iot::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= longestJson;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    const QString type = envelope ? envelope->type : QString();
    const bool isUser = m_users.contains(client);
    if (!isUser && type == QLatin1String("data"))
        report(client, envelope->fields, out);
    else if (!isUser && type == QLatin1String("result"))
        result(client, envelope->fields, out);
    else if (isUser && type == QLatin1String("control"))
        control(client, envelope->fields, now, out);
    else if (isUser && type == QLatin1String("rule"))
        addRule(client, envelope->fields, out);
    else if (type == QLatin1String("ping"))
        out.send(client, ws::Opcode::Text, messageOf("pong", {}));
    else
        out.send(client, ws::Opcode::Text, invalidMessage());
}

void Iot::report(ClientId client, const QJsonObject &fields, Outbox &out)
{
    Device &device = m_devices[client];
    const QJsonObject metrics = fields.value(QLatin1String("metrics")).toObject();
    const bool numbers = std::ranges::all_of(metrics, [](const QJsonValue &value) { return value.isDouble(); });
    if (fields.value(QLatin1String("deviceId")).toString() != device.id || metrics.isEmpty()
        || metrics.size() > mostMetrics || !numbers)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    if (!m_users.empty())
        tellUsers(messageOf("data", fields), out);
    watch(device, metrics, out);
}

void Iot::watch(Device &device, const QJsonObject &metrics, Outbox &out)
{
    for (const AlertRule &rule : m_rules) {
        const auto metric = metrics.constFind(rule.metric);
        if (metric == metrics.constEnd())
            continue;
        const double value = metric->toDouble();
        const QString name = nameOf(rule);
        if (rule.above ? value <= rule.value : value >= rule.value)
            device.alarmed.erase(name);
        else if (device.alarmed.insert(name).second && !m_users.empty())
            tellUsers(messageOf("alert", {{QStringLiteral("deviceId"), device.id}, {QStringLiteral("rule"), name},
                                             {QStringLiteral("metric"), rule.metric},
                                             {QStringLiteral("value"), value}}), out);
    }
}

void Iot::control(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out)
{
    const QString deviceId = fields.value(QLatin1String("deviceId")).toString().left(128);
    const QJsonValue command = fields.value(QLatin1String("command"));
    if (command.isUndefined() || deviceId.isEmpty())
        return out.send(client, ws::Opcode::Text, invalidMessage());
    const ClientId device = m_online.value(deviceId);
    if (device == 0 || m_commands.size() >= mostCommands)
        return out.send(client, ws::Opcode::Text, offline(deviceId));
    const quint64 number = ++m_lastCommand;
    m_commands.emplace(number, Command{.user = client, .device = device, .due = now.steady + resultDeadline});
    out.send(device, ws::Opcode::Text,
        messageOf("control", {{QStringLiteral("id"), commandId(number)}, {QStringLiteral("command"), command}}));
    out.send(client, ws::Opcode::Text,
        messageOf("ack",
            {{QStringLiteral("commandId"), commandId(number)}, {QStringLiteral("deviceId"), deviceId}}));
}

void Iot::result(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const auto command
        = m_commands.find(commandNumber(fields.value(QLatin1String("commandId")).toString()));
    if (command == m_commands.end() || command->second.device != client)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    QJsonObject told = fields;
    told.insert(QStringLiteral("deviceId"), m_devices.value(client).id);
    out.send(command->second.user, ws::Opcode::Text, messageOf("result", told));
    m_commands.erase(command);
}

void Iot::addRule(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const auto metric = textIn(fields, "metric", longestMetric);
    const bool above = fields.contains(QLatin1String("above"));
    const QJsonValue value = fields.value(above ? QLatin1String("above") : QLatin1String("below"));
    if (!metric || !value.isDouble() || m_rules.size() >= mostRules)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    m_rules.push_back({.metric = *metric, .above = above, .value = value.toDouble()});
}

void Iot::advance(const base::Instant &now, Outbox &out)
{
    for (const QString &id : std::exchange(m_gone, {})) {
        if (!m_online.contains(id))
            tellUsers(messageOf("device_offline", {{QStringLiteral("deviceId"), id}}), out);
    }
    for (auto each = m_commands.begin(); each != m_commands.end();) {
        const Command &command = each->second;
        if (command.due > now.steady) {
            ++each;
            continue;
        }
        const bool isGone = command.due == base::Nanoseconds(0);
        out.send(command.user, ws::Opcode::Text,
            messageOf("error",
                {{QStringLiteral("message"),
                     isGone ? QStringLiteral("Device offline") : QStringLiteral("Request timeout")},
                    {QStringLiteral("commandId"), commandId(each->first)}}));
        each = m_commands.erase(each);
    }
}

std::optional<base::Nanoseconds> Iot::nextDeadline() const
{
    if (!m_gone.empty())
        return base::Nanoseconds(0);
    std::optional<base::Nanoseconds> next;
    for (const auto &[number, command] : m_commands) {
        if (!next || command.due < *next)
            next = command.due;
    }
    return next;
}

} // namespace server
