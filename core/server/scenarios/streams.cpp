// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/streams.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

#include <algorithm>
#include <array>

namespace server {
namespace {

constexpr qsizetype longestStreamId = 128;

struct Parameter
{
    const char *name;
    int low, high;
};
constexpr std::array parameters{Parameter{"count", 1, 1'000'000}, Parameter{"interval", 1, 60'000},
    Parameter{"shuffle", 0, 100}, Parameter{"repeat", 0, 100}, Parameter{"drop", 0, 100},
    Parameter{"seed", 0, 1'000'000'000}};

// Also the values that a careless client takes for no data at all.
QJsonValue sample(qint64 seq)
{
    switch (seq % 8) {
    case 0: return 0;
    case 3: return false;
    case 5: return QString();
    case 6: return QJsonValue::Null;
    default: return seq * 10;
    }
}

QByteArray streamMessage(const QString &streamId, qint64 seq)
{
    QJsonObject fields{{QStringLiteral("streamId"), streamId}, {QStringLiteral("seq"), seq}};
    if (seq < 0)
        fields.insert(QStringLiteral("end"), true);
    else
        fields.insert(QStringLiteral("data"), sample(seq));
    return messageOf("stream_data", fields);
}

} // namespace

std::optional<Streams::Course> Streams::courseFrom(const QUrlQuery &query)
{
    std::array<int, parameters.size()> values{100, 100, 0, 0, 0, 1};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const QString name = QString::fromLatin1(parameters[i].name);
        if (!query.hasQueryItem(name))
            continue;
        bool ok = false;
        values[i] = query.queryItemValue(name).toInt(&ok);
        if (!ok || values[i] < parameters[i].low || values[i] > parameters[i].high)
            return std::nullopt;
    }
    return Course{.count = values[0],
        .interval = std::chrono::milliseconds(values[1]),
        .shuffle = values[2],
        .repeat = values[3],
        .drop = values[4],
        .seed = static_cast<quint64>(values[5])};
}

std::optional<QByteArray> Streams::refusal(const QUrlQuery &query) const
{
    if (!courseFrom(query))
        return QByteArray("count, interval (milliseconds), shuffle, repeat, drop (per cent) and seed are whole numbers");
    return std::nullopt;
}

void Streams::joined(ClientId client, const QUrlQuery &query, const base::Instant &, Outbox &)
{
    m_clients[client] = query;
}

void Streams::left(ClientId client)
{
    m_clients.erase(client);
    std::erase_if(m_streams, [client](const auto &entry) { return entry.first.first == client; });
}

void Streams::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= longestJson;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    if (envelope && envelope->type == QLatin1String("ping"))
        return out.send(client, ws::Opcode::Text, messageOf("pong", {}));
    const auto streamId = envelope ? textIn(envelope->fields, "streamId", longestStreamId) : std::nullopt;
    const auto own = std::ranges::count_if(m_streams, [&](const auto &entry) { return entry.first.first == client; });
    if (streamId && envelope->type == QLatin1String("stream_start")
        && static_cast<std::size_t>(own) < streamsOfAClient)
        start(client, *streamId, envelope->fields, now);
    else if (streamId && envelope->type == QLatin1String("stream_stop"))
        m_streams.erase({client, *streamId});
    else
        out.send(client, ws::Opcode::Text, invalidMessage());
}

void Streams::start(ClientId client, const QString &streamId, const QJsonObject &fields, const base::Instant &now)
{
    QUrlQuery query = m_clients[client];
    for (const Parameter &parameter : parameters) {
        const QString name = QString::fromLatin1(parameter.name);
        if (const auto value = numberIn(fields, parameter.name)) {
            query.removeAllQueryItems(name);
            query.addQueryItem(name, QString::number(*value));
        }
    }
    const Course course = courseFrom(query).value_or(Course());
    m_streams.insert_or_assign(Key(client, streamId),
        Stream{.course = course,
            .random = base::SeededRandom(course.seed),
            .seq = 0,
            .due = now.steady,
            .late = {}});
}

// One number further; what was held back comes when its time is over.
void Streams::step(const Key &key, Stream &stream, Outbox &out)
{
    const auto happens = [&stream](int percent) { return stream.random.uniform() * 100.0 < percent; };
    const auto send = [&](const QByteArray &message) { out.send(key.first, ws::Opcode::Text, message); };
    const QByteArray message = streamMessage(key.second, ++stream.seq);
    const bool dropped = happens(stream.course.drop);
    const bool late = happens(stream.course.shuffle);
    const bool repeated = happens(stream.course.repeat);
    if (!dropped && late)
        stream.late.emplace_back(1 + static_cast<int>(stream.random.uniform() * 4.0), message);
    else if (!dropped)
        send(message);
    if (!dropped && repeated)
        send(message);
    const bool isLast = stream.seq >= stream.course.count;
    for (auto each = stream.late.begin(); each != stream.late.end();) {
        if (--each->first >= 0 && !isLast) {
            ++each;
            continue;
        }
        send(each->second);
        each = stream.late.erase(each);
    }
    if (isLast)
        send(streamMessage(key.second, -1));
}

void Streams::advance(const base::Instant &now, Outbox &out)
{
    for (auto each = m_streams.begin(); each != m_streams.end();) {
        Stream &stream = each->second;
        // Those that were due in the last second follow at once, older ones at their pace.
        stream.due = std::max(stream.due, now.steady - std::chrono::seconds(1));
        while (stream.due <= now.steady && stream.seq < stream.course.count) {
            step(each->first, stream, out);
            stream.due += stream.course.interval;
        }
        each = stream.seq >= stream.course.count ? m_streams.erase(each) : std::next(each);
    }
}

std::optional<base::Nanoseconds> Streams::nextDeadline() const
{
    std::optional<base::Nanoseconds> next;
    for (const auto &[key, stream] : m_streams) {
        if (!next || stream.due < *next)
            next = stream.due;
    }
    return next;
}

} // namespace server
