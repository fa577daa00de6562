// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/dashboard.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

#include <QtEndian>

#include <cmath>

namespace server {
namespace {

using std::chrono::milliseconds;

qint64 millisecondsOf(base::Nanoseconds time) { return std::chrono::duration_cast<milliseconds>(time).count(); }

QString unknownMetric(const QString &name)
{
    QString names;
    for (const Metric metric : allMetrics)
        names += (names.isEmpty() ? QLatin1String() : QLatin1String(", ")) + QLatin1String(server::name(metric));
    return QStringLiteral("unknown metric '%1'; there are %2").arg(name.left(64), names);
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

// The id of a record says when it was: so what somebody missed can be worked out without being kept.
qint64 idOf(Metric metric, base::Nanoseconds wall) { return millisecondsOf(wall) * 10 + static_cast<int>(metric); }

QByteArray withId(QByteArray record, Metric metric, base::Nanoseconds wall)
{
    record.chop(1);
    return record + R"(,"id":)" + QByteArray::number(idOf(metric, wall)) + '}';
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
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= longestJson;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    if (!envelope)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    if (envelope->type == QLatin1String("subscribe"))
        subscribe(client, envelope->fields, now, out);
    else if (envelope->type == QLatin1String("unsubscribe"))
        unsubscribe(client, envelope->fields, out);
    else if (envelope->type == QLatin1String("sync"))
        sync(client, envelope->fields, now, out);
    else if (envelope->type == QLatin1String("ping"))
        out.send(client, ws::Opcode::Text, messaging::toJson({.type = QStringLiteral("pong"), .fields = {}}));
    else
        say(QStringLiteral("unknown type '%1'; there are subscribe, unsubscribe, sync, ping").arg(envelope->type.left(64)));
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
        = {.interval = rounded,
            .due = now.steady,
            .format = binary ? Format::Binary : Format::Json,
            .ids = fields.value(QLatin1String("ids")).toBool()};
}

// What the client's subscriptions would have brought since the message it names, the newest Dashboard::kept of it.
void Dashboard::sync(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out)
{
    const auto last = numberIn(fields, "lastMessageId");
    if (!last)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    std::vector<std::pair<base::Nanoseconds, Metric>> missed;
    bool complete = true;
    for (const auto &[key, subscription] : m_subscriptions) {
        if (key.second != client)
            continue;
        // From now backwards, so that a number from long ago costs no more than one from a minute ago.
        const base::Nanoseconds begin = milliseconds(std::min(*last / 10, millisecondsOf(now.wall)));
        const base::Nanoseconds first = std::max(begin, now.wall - subscription.interval * kept);
        complete = complete && first == begin;
        for (base::Nanoseconds at = now.wall - subscription.interval; at > first; at -= subscription.interval)
            missed.emplace_back(at, key.first);
    }
    std::ranges::sort(missed);
    const qsizetype extra = std::max<qsizetype>(0, static_cast<qsizetype>(missed.size()) - kept);
    missed.erase(missed.begin(), missed.begin() + extra);
    for (const auto &[at, metric] : missed)
        out.send(client, ws::Opcode::Text, withId(jsonRecord(metric, m_shapes.value(metric, at), at), metric, at));
    out.send(client, ws::Opcode::Text,
        messageOf("sync", {{QStringLiteral("lastMessageId"), *last},
                              {QStringLiteral("count"), static_cast<qint64>(missed.size())},
                              {QStringLiteral("complete"), complete && extra == 0}}));
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
    QByteArray json, numbered, binary;
    for (auto &[key, subscription] : m_subscriptions) {
        if (subscription.due > now.steady)
            continue;
        const auto [metric, client] = key;
        if (current != metric) {
            current = metric;
            value = m_shapes.value(metric, now.wall);
            ++m_aggregations;
            json.clear();
            numbered.clear();
            binary.clear();
        }
        const bool isBinary = subscription.format == Format::Binary;
        QByteArray &record = isBinary ? binary : subscription.ids ? numbered : json;
        if (record.isEmpty())
            record = isBinary ? binaryRecord(metric, value, now.wall) : jsonRecord(metric, value, now.wall);
        if (&record == &numbered && !record.contains(R"(,"id":)"))
            record = withId(record, metric, now.wall);
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
