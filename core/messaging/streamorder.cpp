// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/streamorder.h"

#include "core/messaging/topfields.h"

#include <algorithm>

namespace messaging {
namespace {

constexpr qint64 highestSeq = 1LL << 53;

} // namespace

QList<StreamOrder::Step> StreamOrder::received(qint64 seq, const QByteArray &payload, base::Nanoseconds now)
{
    QList<Step> steps = advance(now);
    if (m_isOver || seq > highestSeq || (seq < 1 && seq != -1))
        return steps;
    if (seq == -1) {
        m_endedAt = m_endedAt.value_or(now);
        if (m_waiting.empty())
            finish(steps);
        return steps;
    }
    if (seq <= m_last || m_waiting.contains(seq)) {
        ++m_counts.repeated;
        return steps;
    }
    m_waiting.emplace(seq, Waiting{.payload = payload, .since = now});
    if (seq != m_last + 1)
        ++m_counts.reordered;
    giveOut(steps);
    while (m_waiting.size() > mostWaiting)
        skip(steps);
    if (m_endedAt && m_waiting.empty())
        finish(steps);
    return steps;
}

void StreamOrder::giveOut(QList<Step> &steps)
{
    while (!m_waiting.empty() && m_waiting.begin()->first == m_last + 1) {
        m_last = m_waiting.begin()->first;
        steps += Step{.kind = Step::Kind::Data, .from = m_last, .to = m_last, .payload = m_waiting.begin()->second.payload};
        ++m_counts.delivered;
        m_waiting.erase(m_waiting.begin());
    }
}

// What lies before the first that waits is given up.
void StreamOrder::skip(QList<Step> &steps)
{
    const qint64 first = m_waiting.begin()->first;
    steps += Step{.kind = Step::Kind::Gap, .from = m_last + 1, .to = first - 1};
    m_counts.missing += static_cast<quint64>(first - 1 - m_last);
    m_last = first - 1;
    giveOut(steps);
}

void StreamOrder::finish(QList<Step> &steps)
{
    m_isOver = true;
    steps += Step{.kind = Step::Kind::End, .from = -1, .to = -1};
}

QList<StreamOrder::Step> StreamOrder::advance(base::Nanoseconds now)
{
    QList<Step> steps;
    for (auto due = nextDeadline(); due && *due <= now; due = nextDeadline())
        skip(steps);
    if (m_endedAt && m_waiting.empty() && !m_isOver)
        finish(steps);
    return steps;
}

// The oldest one that waits decides: it stands behind the hole that has been open the longest, or one before it.
std::optional<base::Nanoseconds> StreamOrder::nextDeadline() const
{
    if (m_waiting.empty())
        return std::nullopt;
    const auto oldest = std::ranges::min_element(
        m_waiting, {}, [](const auto &entry) { return entry.second.since; });
    return oldest->second.since + longestWait;
}

QList<StreamOrder::Step> StreamOrders::received(QByteArrayView text, base::Nanoseconds now, QByteArray *streamId)
{
    const TopFields fields(text);
    if (fields.text("type") != "stream_data")
        return {};
    const auto id = fields.id("streamId");
    const auto seq = fields.id("seq");
    bool isNumber = false;
    const qint64 number = seq ? seq->toLongLong(&isNumber) : 0;
    if (!id || !isNumber || (m_streams.size() >= mostStreams && !m_streams.contains(*id)))
        return {};
    if (streamId)
        *streamId = *id;
    StreamOrder &order = m_streams[*id];
    if (order.isOver() && number == 1)
        order = StreamOrder(); // Begun anew under the same name.
    return order.received(number, fields.raw("data").toByteArray(), now);
}

} // namespace messaging
