// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/fault.h"

#include "core/messaging/envelope.h"

#include <algorithm>
#include <vector>

namespace server {
namespace {

constexpr int longestAfter = 3'600'000; // Milliseconds.

// The number `after` in \a query; nothing when it is not one.
std::optional<int> faultDelay(const QUrlQuery &query)
{
    if (!query.hasQueryItem(QStringLiteral("after")))
        return static_cast<int>(std::chrono::milliseconds(std::chrono::duration_cast<std::chrono::milliseconds>(
            Fault::defaultDelay)).count());
    bool ok = false;
    const int value = query.queryItemValue(QStringLiteral("after")).toInt(&ok);
    return ok && value >= 0 && value <= longestAfter ? std::optional(value) : std::nullopt;
}

QString wordFor(Breakage breakage)
{
    switch (breakage) {
    case Breakage::Silent: return QStringLiteral("silent");
    case Breakage::Reset: return QStringLiteral("rst");
    case Breakage::EndWithoutClose: return QStringLiteral("eof");
    case Breakage::NoPong: return QStringLiteral("nopong");
    }
    return {};
}

} // namespace

std::optional<QByteArray> Fault::refusal(const QUrlQuery &query) const
{
    if (!faultDelay(query))
        return QByteArray("after is a whole number from 0 to 3600000, in milliseconds");
    return std::nullopt;
}

void Fault::joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out)
{
    const int after = faultDelay(query).value_or(0);
    m_due[client] = now.steady + std::chrono::milliseconds(after);
    out.send(client, ws::Opcode::Text,
        messaging::toJson({.type = QStringLiteral("fault"),
            .fields = {{QStringLiteral("kind"), wordFor(m_breakage)}, {QStringLiteral("after"), after}}}));
}

void Fault::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &, Outbox &out)
{
    out.send(client, opcode, payload.toByteArray());
}

void Fault::advance(const base::Instant &now, Outbox &out)
{
    std::vector<ClientId> due;
    for (const auto &[client, at] : m_due) {
        if (at <= now.steady)
            due.push_back(client);
    }
    for (const ClientId client : due) {
        m_due.erase(client);
        out.breakLink(client, m_breakage);
    }
}

std::optional<base::Nanoseconds> Fault::nextDeadline() const
{
    const auto first = std::ranges::min_element(m_due, {}, [](const auto &entry) { return entry.second; });
    return first == m_due.end() ? std::nullopt : std::optional(first->second);
}

} // namespace server
