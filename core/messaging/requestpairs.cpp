// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/requestpairs.h"

#include "core/messaging/topfields.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace messaging {

bool RequestPairs::sent(QByteArrayView text, base::Nanoseconds at)
{
    const TopFields fields(text);
    const auto id = fields.id("id");
    const QByteArray type = fields.text("type");
    if (!id || type.isEmpty() || type == "response")
        return false;
    while (m_pending.size() >= mostPending && !m_order.empty()) {
        giveUp(m_order.front().second);
        m_order.pop_front();
    }
    m_pending.insert(*id, {.type = type, .at = at});
    m_order.emplace_back(at, *id);
    // Answered ones stay in the order until their time is over; it must not grow with them.
    if (m_order.size() > 2 * static_cast<std::size_t>(mostPending))
        std::erase_if(m_order, [this](const auto &entry) {
            const auto request = m_pending.constFind(entry.second);
            return request == m_pending.cend() || request->at != entry.first;
        });
    return true;
}

std::optional<RequestPairs::Pair> RequestPairs::received(QByteArrayView text, base::Nanoseconds at)
{
    const TopFields fields(text);
    if (fields.text("type") != "response")
        return std::nullopt;
    const auto id = fields.id("id");
    const auto request = id ? m_pending.constFind(*id) : m_pending.cend();
    if (request == m_pending.cend()) {
        ++m_unexpected;
        return std::nullopt;
    }
    const bool failed = !fields.raw("error").isEmpty() && fields.raw("error") != "null";
    const Pair pair{.id = *id,
        .type = request->type,
        .latency = std::max(base::Nanoseconds(0), at - request->at),
        .failed = failed};
    m_pending.erase(request);
    Latency &latency = latencyOf(pair.type);
    latency.least = latency.answered == 0 ? pair.latency : std::min(latency.least, pair.latency);
    latency.most = std::max(latency.most, pair.latency);
    latency.sum += pair.latency;
    latency.failed += failed ? 1 : 0;
    ++latency.answered;
    return pair;
}

RequestPairs::Latency &RequestPairs::latencyOf(const QByteArray &type)
{
    const auto known = m_latencies.find(type);
    if (known != m_latencies.end())
        return known->second;
    return m_latencies[m_latencies.size() < mostTypes ? type : QByteArray()];
}

void RequestPairs::giveUp(const QByteArray &id)
{
    const auto request = m_pending.constFind(id);
    if (request == m_pending.cend())
        return;
    ++latencyOf(request->type).timedOut;
    m_pending.erase(request);
}

std::deque<QByteArray> RequestPairs::advance(base::Nanoseconds now)
{
    std::deque<QByteArray> late;
    while (!m_order.empty() && m_order.front().first + timeout <= now) {
        const auto [at, id] = m_order.front();
        m_order.pop_front();
        // The same id may have been used anew since.
        const auto request = m_pending.constFind(id);
        if (request != m_pending.cend() && request->at == at) {
            giveUp(id);
            late.push_back(id);
        }
    }
    return late;
}

std::optional<base::Nanoseconds> RequestPairs::nextDeadline() const
{
    for (const auto &[at, id] : m_order) {
        const auto request = m_pending.constFind(id);
        if (request != m_pending.cend() && request->at == at)
            return at + timeout;
    }
    return std::nullopt;
}

QByteArray writeRequest(quint64 n, const QByteArray &type, const QByteArray &params)
{
    QByteArray out = QJsonDocument(QJsonObject{{QStringLiteral("id"), QStringLiteral("req_%1").arg(n)},
                                       {QStringLiteral("type"), QString::fromUtf8(type)}})
                         .toJson(QJsonDocument::Compact);
    if (!params.isEmpty())
        out.insert(out.size() - 1, ",\"params\":" + params);
    return out;
}

} // namespace messaging
