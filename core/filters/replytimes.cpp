// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/replytimes.h"

#include <array>

namespace filters {
namespace {

constexpr std::array idMembers{"id", "reqid", "req_id", "requestId", "request_id", "ref", "cid", "correlationId"};

std::vector<decoders::FieldPath> idPaths()
{
    std::vector<decoders::FieldPath> paths;
    for (const char *member : idMembers)
        paths.emplace_back(std::vector{decoders::PathStep{.name = member}});
    return paths;
}

} // namespace

ReplyTimes::ReplyTimes() : m_ids(idPaths()) { }

std::optional<QByteArray> ReplyTimes::idOf(const capture::PassingRow &row)
{
    if (row.kind == capture::Kind::Ping || row.kind == capture::Kind::Pong)
        return "ping" + row.payload.first(std::min(row.payload.size(), longestId)).toByteArray();
    if (row.kind != capture::Kind::Text)
        return {};
    for (const ValueFinder::Found &each : m_ids.find(row.payload)) {
        using Kind = decoders::PathValue::Kind;
        const bool isId = each.value.kind == Kind::Number || each.value.kind == Kind::String;
        if (isId && !each.value.raw.isEmpty() && each.value.raw.size() <= longestId)
            return "id" + each.value.text();
    }
    return {};
}

std::optional<double> ReplyTimes::see(const capture::PassingRow &row)
{
    const auto id = idOf(row);
    if (!id)
        return {};
    const auto keyFor = [&](capture::Direction asked) {
        return QByteArray::number(row.connection.value) + (asked == capture::Direction::Out ? '>' : '<') + *id;
    };
    const capture::Direction other
        = row.direction == capture::Direction::In ? capture::Direction::Out : capture::Direction::In;
    // A ping is only a question, and a pong only an answer.
    if (row.kind != capture::Kind::Ping) {
        const auto asked = m_asked.constFind(keyFor(other));
        if (asked != m_asked.constEnd()) {
            const auto took = static_cast<double>(row.wallNs - *asked);
            m_asked.erase(asked);
            return took;
        }
    }
    if (row.kind == capture::Kind::Pong || (row.direction == capture::Direction::In && row.kind != capture::Kind::Ping))
        return {};
    const QByteArray key = keyFor(row.direction);
    if (!m_asked.contains(key))
        m_order.push_back(key);
    m_asked.insert(key, row.wallNs);
    while (static_cast<qsizetype>(m_order.size()) > mostOpen) {
        m_asked.remove(m_order.front());
        m_order.pop_front();
    }
    return {};
}

} // namespace filters
