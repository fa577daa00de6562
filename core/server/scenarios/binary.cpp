// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/binary.h"

#include "core/messaging/binarymessage.h"
#include "core/server/scenarios/words.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace server {
namespace {

constexpr qsizetype recordSize = 21;
constexpr quint8 recordType = 4;

QByteArray userRecord(quint32 number, base::Nanoseconds wall)
{
    QByteArray out(recordSize, Qt::Uninitialized);
    out[0] = 1;
    qToLittleEndian<quint32>(12'345 + number % 4, out.data() + 1);
    qToLittleEndian<double>(
        static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(wall).count()), out.data() + 5);
    qToLittleEndian<double>(98.765 + 10.0 * std::sin(number / 20.0), out.data() + 13);
    return out;
}

} // namespace

std::optional<QByteArray> Binary::refusal(const QUrlQuery &query) const
{
    const QString format = query.queryItemValue(QStringLiteral("format"));
    if (!format.isEmpty() && format != QLatin1String("message") && format != QLatin1String("record"))
        return QByteArray("format is message or record");
    return std::nullopt;
}

void Binary::joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &)
{
    const bool bare = query.queryItemValue(QStringLiteral("format")) == QLatin1String("record");
    m_clients[client] = {.bare = bare, .left = bare ? mostRecords : 0, .due = now.steady};
}

void Binary::messageReceived(
    ClientId id, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
{
    Client &client = m_clients[id];
    if (opcode == ws::Opcode::Binary && client.bare && payload.size() == recordSize)
        return out.send(id, ws::Opcode::Binary, payload.toByteArray());
    const auto message = messaging::decodeBinaryMessage(payload);
    if (opcode != ws::Opcode::Binary || !message || message->type == 0 || message->type > recordType)
        return out.send(id, ws::Opcode::Text, invalidMessage());
    if (message->type != recordType)
        return out.send(id, ws::Opcode::Binary, payload.toByteArray());
    if (message->content.size() != 4)
        return out.send(id, ws::Opcode::Text, invalidMessage());
    client.left = std::min(qFromBigEndian<quint32>(message->content.data()), mostRecords);
    client.due = now.steady;
}

void Binary::advance(const base::Instant &now, Outbox &out)
{
    for (auto &[id, client] : m_clients) {
        if (client.left == 0 || client.due > now.steady)
            continue;
        const QByteArray record = userRecord(client.number++, now.wall);
        out.send(id, ws::Opcode::Binary,
            client.bare ? record : messaging::encodeBinaryMessage(recordType, record));
        --client.left;
        client.due = std::max(client.due + interval, now.steady);
    }
}

std::optional<base::Nanoseconds> Binary::nextDeadline() const
{
    std::optional<base::Nanoseconds> next;
    for (const auto &[id, client] : m_clients) {
        if (client.left > 0 && (!next || client.due < *next))
            next = client.due;
    }
    return next;
}

} // namespace server
