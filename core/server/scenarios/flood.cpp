// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/flood.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace server {
namespace {

using namespace std::chrono_literals;
constexpr base::Nanoseconds shortestPause = 5ms; // A timer per message would cost more than the messages.
constexpr base::Nanoseconds longestDebt = 1s;

// The number \a name in \a query, \a otherwise when it is absent, nothing when it is not one from \a low to \a high.
std::optional<int> number(const QUrlQuery &query, const QString &name, int low, int high, int otherwise)
{
    if (!query.hasQueryItem(name))
        return otherwise;
    bool ok = false;
    const int value = query.queryItemValue(name).toInt(&ok);
    return ok && value >= low && value <= high ? std::optional(value) : std::nullopt;
}

std::optional<int> rateOf(const QUrlQuery &query)
{
    return number(query, QStringLiteral("rate"), 1, Flood::highestRate, 0);
}

std::optional<int> sizeOf(const QUrlQuery &query)
{
    return number(query, QStringLiteral("size"), Flood::smallestSize, Flood::largestSize, Flood::defaultSize);
}

} // namespace

QByteArray Flood::message(quint64 seq, int size)
{
    static constexpr std::array keys{"ams", "fra", "lhr", "nyc", "sgp", "syd", "tyo", "waw"};
    const double phase = static_cast<double>(seq % 6'283) / 1'000.0;
    const double value = 100.0 + 40.0 * std::sin(phase) + static_cast<double>(seq * 7'919 % 1'000) / 100.0;
    char head[96];
    const int length = std::snprintf(head, sizeof head, R"({"seq":%llu,"key":"%s","value":%.3f,"pad":")",
        static_cast<unsigned long long>(seq), keys[seq % keys.size()], value);
    QByteArray out(std::max(size, length + 2), 'x');
    std::copy_n(head, length, out.begin());
    out[out.size() - 2] = '"';
    out[out.size() - 1] = '}';
    return out;
}

std::optional<QByteArray> Flood::refusal(const QUrlQuery &query) const
{
    if (!rateOf(query))
        return QByteArray("rate is a whole number from 1 to 10000000, in messages a second");
    if (!sizeOf(query))
        return QByteArray("size is a whole number from 64 to 1048576, in bytes");
    return std::nullopt;
}

void Flood::joined(ClientId id, const QUrlQuery &query, const base::Instant &now, Outbox &out)
{
    Client &client = m_clients[id];
    client.rate = rateOf(query).value_or(0);
    client.size = sizeOf(query).value_or(defaultSize);
    client.paidUntil = now.steady;
    client.due = now.steady;
    if (client.rate == 0)
        fill(id, client, out);
}

void Flood::left(ClientId id) { m_clients.erase(id); }

void Flood::writable(ClientId id, const base::Instant &, Outbox &out)
{
    const auto client = m_clients.find(id);
    if (client != m_clients.end() && client->second.rate == 0)
        fill(id, client->second, out);
}

void Flood::fill(ClientId id, Client &client, Outbox &out)
{
    // The second bound ends the loop should the outbox no longer count this client.
    const qint64 room = backlog - out.pending(id);
    for (qint64 written = 0; written < room && out.pending(id) < backlog; written += client.size)
        out.send(id, ws::Opcode::Text, message(client.seq++, client.size));
}

void Flood::advance(const base::Instant &now, Outbox &out)
{
    for (auto &[id, client] : m_clients) {
        if (client.rate > 0 && client.due <= now.steady)
            pay(id, client, now.steady, out);
    }
}

void Flood::pay(ClientId id, Client &client, base::Nanoseconds now, Outbox &out)
{
    client.paidUntil = std::max(client.paidUntil, now - longestDebt);
    const double interval = 1e9 / client.rate;
    auto owed = static_cast<qint64>(static_cast<double>((now - client.paidUntil).count()) / interval);
    qint64 sent = 0;
    for (; sent < owed && out.pending(id) < backlog; ++sent)
        out.send(id, ws::Opcode::Text, message(client.seq++, client.size));
    client.paidUntil += base::Nanoseconds(std::llround(static_cast<double>(sent) * interval));
    client.due
        = std::max(now + shortestPause, client.paidUntil + base::Nanoseconds(static_cast<qint64>(std::ceil(interval))));
}

std::optional<base::Nanoseconds> Flood::nextDeadline() const
{
    std::optional<base::Nanoseconds> next;
    for (const auto &[id, client] : m_clients) {
        if (client.rate > 0 && (!next || client.due < *next))
            next = client.due;
    }
    return next;
}

} // namespace server
