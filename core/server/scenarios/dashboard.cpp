// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/dashboard.h"

#include "core/messaging/envelope.h"

#include <QtEndian>

#include <cmath>

namespace server {
namespace {

using std::chrono::milliseconds;

qint64 millisecondsOf(base::Nanoseconds time) { return std::chrono::duration_cast<milliseconds>(time).count(); }

QByteArray errorMessage(const QString &text)
{
    return messaging::toJson({.type = QStringLiteral("error"), .fields = {{QStringLiteral("message"), text}}});
}

QString unknownMetric(const QString &name)
{
    QString names;
    for (const Metric metric : allMetrics)
        names += (names.isEmpty() ? QLatin1String() : QLatin1String(", ")) + QLatin1String(server::name(metric));
    return QStringLiteral("unknown metric '%1'; there are %2").arg(name.left(64), names);
}

QString sentence(messaging::EnvelopeError error)
{
    using enum messaging::EnvelopeError;
    switch (error) {
    case NotJson: return QStringLiteral("not valid JSON");
    case NotObject: return QStringLiteral("a message is a JSON object");
    case TypeMissing: return QStringLiteral("the field 'type' is missing");
    case TypeNotText: return QStringLiteral("the field 'type' is not a text");
    }
    return {};
}

QByteArray idsMessage()
{
    QJsonObject ids;
    for (const Metric metric : allMetrics)
        ids.insert(QString::number(static_cast<int>(metric)), QLatin1String(name(metric)));
    return messaging::toJson({.type = QStringLiteral("metrics"), .fields = {{QStringLiteral("ids"), ids}}});
}

QByteArray jsonRecord(Metric metric, double value, base::Nanoseconds wall)
{
    return QByteArray(R"({"type":"data","metric":")") + name(metric) + R"(","value":)"
        + QByteArray::number(value, 'g', 12) + R"(,"timestamp":)" + QByteArray::number(millisecondsOf(wall)) + '}';
}

QByteArray binaryRecord(Metric metric, double value, base::Nanoseconds wall)
{
    QByteArray out(12, Qt::Uninitialized);
    qToBigEndian<quint16>(static_cast<quint16>(metric), out.data());
    qToBigEndian<double>(value, out.data() + 2);
    qToBigEndian<quint16>(static_cast<quint16>(millisecondsOf(wall) & 0xFFFF), out.data() + 10);
    return out;
}

// The first multiple of \a interval after \a now: subscriptions of one interval share their ticks.
base::Nanoseconds nextTick(base::Nanoseconds now, base::Nanoseconds interval)
{
    return (now / interval + 1) * interval;
}

} // namespace

void Dashboard::joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) { }

void Dashboard::left(ClientId client)
{
    std::erase_if(m_subscriptions, [client](const auto &entry) { return entry.first.second == client; });
    std::erase(m_announced, client);
}

void Dashboard::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    const auto say = [&](const QString &problem) { out.send(client, ws::Opcode::Text, errorMessage(problem)); };
    if (opcode != ws::Opcode::Text)
        return say(QStringLiteral("send text messages"));
    if (payload.size() > 64 * 1024)
        return say(QStringLiteral("a message is at most 64 KiB"));
    const auto envelope = messaging::parseEnvelope(payload);
    if (!envelope)
        return say(sentence(envelope.error()));
    if (envelope->type == QLatin1String("subscribe"))
        subscribe(client, envelope->fields, now, out);
    else if (envelope->type == QLatin1String("unsubscribe"))
        unsubscribe(client, envelope->fields, out);
    else if (envelope->type == QLatin1String("ping"))
        out.send(client, ws::Opcode::Text, messaging::toJson({.type = QStringLiteral("pong"), .fields = {}}));
    else
        say(QStringLiteral("unknown type '%1'; there are subscribe, unsubscribe, ping").arg(envelope->type.left(64)));
}

void Dashboard::subscribe(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out)
{
    const auto say = [&](const QString &problem) { out.send(client, ws::Opcode::Text, errorMessage(problem)); };
    const QString wanted = fields.value(QLatin1String("metric")).toString();
    const auto metric = metricNamed(wanted.toUtf8());
    if (!metric)
        return say(unknownMetric(wanted));
    const QJsonValue interval = fields.value(QLatin1String("interval"));
    if (!interval.isUndefined() && !interval.isDouble())
        return say(QStringLiteral("interval is a number of milliseconds"));
    const QJsonValue format = fields.value(QLatin1String("format"));
    const bool binary = format.toString() == QLatin1String("binary");
    if (!binary && !format.isUndefined() && format.toString() != QLatin1String("json"))
        return say(QStringLiteral("format is json or binary"));

    if (binary && std::ranges::find(m_announced, client) == m_announced.end()) {
        m_announced.push_back(client);
        out.send(client, ws::Opcode::Text, idsMessage());
    }
    // Clamped as a double: the number may be beyond any integer.
    const double asked = std::clamp(interval.toDouble(1000.0), 20.0, 60'000.0);
    const milliseconds rounded(std::llround(asked));
    // The first value follows in the next tick, which is now.
    m_subscriptions[{*metric, client}]
        = {.interval = rounded, .due = now.steady, .format = binary ? Format::Binary : Format::Json};
}

void Dashboard::unsubscribe(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const QString wanted = fields.value(QLatin1String("metric")).toString();
    if (const auto metric = metricNamed(wanted.toUtf8()))
        m_subscriptions.erase({*metric, client});
    else
        out.send(client, ws::Opcode::Text, errorMessage(unknownMetric(wanted)));
}

void Dashboard::advance(const base::Instant &now, Outbox &out)
{
    std::optional<Metric> current;
    double value = 0.0;
    QByteArray json, binary;
    for (auto &[key, subscription] : m_subscriptions) {
        if (subscription.due > now.steady)
            continue;
        const auto [metric, client] = key;
        if (current != metric) {
            current = metric;
            value = m_shapes.value(metric, now.wall);
            ++m_aggregations;
            json.clear();
            binary.clear();
        }
        const bool isBinary = subscription.format == Format::Binary;
        QByteArray &record = isBinary ? binary : json;
        if (record.isEmpty())
            record = isBinary ? binaryRecord(metric, value, now.wall) : jsonRecord(metric, value, now.wall);
        subscription.due = nextTick(now.steady, subscription.interval);
        out.send(client, isBinary ? ws::Opcode::Binary : ws::Opcode::Text, record);
    }
}

std::optional<base::Nanoseconds> Dashboard::nextDeadline() const
{
    std::optional<base::Nanoseconds> next;
    for (const auto &[key, subscription] : m_subscriptions) {
        if (!next || subscription.due < *next)
            next = subscription.due;
    }
    return next;
}

} // namespace server
