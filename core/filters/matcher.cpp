// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/matcher.h"

#include "core/decoders/jsonnumber.h"
#include "core/filters/expression.h"

#include <QDateTime>

#include <algorithm>

namespace filters {
namespace {

using ValueKind = decoders::PathValue::Kind;

constexpr qint64 nsPerMs = 1'000'000;

// After so many payloads that took too long a pattern is not tried any more.
constexpr quint64 mostUndecided = 100;

qint64 midnightBefore(qint64 wallNs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(wallNs / nsPerMs);
    return time.date().startOfDay().toMSecsSinceEpoch() * nsPerMs;
}

bool compares(double value, Sign sign, double other)
{
    switch (sign) {
    case Sign::Equal: return value == other;
    case Sign::Differs: return value != other;
    case Sign::Less: return value < other;
    case Sign::AtMost: return value <= other;
    case Sign::Greater: return value > other;
    case Sign::AtLeast: return value >= other;
    case Sign::None:
    case Sign::Contains: break;
    }
    return false;
}

std::optional<double> numberOf(const decoders::PathValue &value)
{
    if (value.kind == ValueKind::Number) // Beyond 64 bits or any double: the nearest there is.
        return value.number.isBeyond ? value.raw.toByteArray().toDouble() : value.number.value;
    if (value.kind != ValueKind::String || value.escaped)
        return {};
    const auto number = decoders::numberIn(value.raw); // "231.5"
    return number && !number->isBeyond ? std::optional(number->value) : std::nullopt;
}

bool isContainer(const decoders::PathValue &value)
{
    return value.kind == ValueKind::Object || value.kind == ValueKind::Array;
}

bool holdsFor(const decoders::PathValue &value, Sign sign, const Literal &literal)
{
    if (sign == Sign::None)
        return true;
    if (sign == Sign::Contains)
        return literal.needle.occursIn(value.text());
    if (literal.number) {
        if (const auto number = numberOf(value))
            return compares(*number, sign, *literal.number);
    }
    const bool isSame = !isContainer(value)
        && (value.escaped ? QByteArrayView(value.text()) == literal.text : value.raw == literal.text);
    return sign == Sign::Equal ? isSame : sign == Sign::Differs && !isSame;
}

} // namespace

Matcher::Matcher(Filter filter, Context context)
    : m_filter(std::move(filter))
    , m_context(std::move(context))
    , m_finder(m_filter.expression().paths)
    , m_midnightNs(m_context.dayNs > 0 ? midnightBefore(m_context.dayNs) : 0)
{
    if (m_filter.expression().needsLatency)
        m_replies = std::make_unique<ReplyTimes>();
}

Matcher::~Matcher() = default;

bool Matcher::matches(const capture::PassingRow &row)
{
    m_found = nullptr;
    if (m_replies)
        m_latency = m_replies->see(row);
    if (m_midnightNs == 0)
        m_midnightNs = midnightBefore(row.wallNs);
    return holds(static_cast<int>(m_filter.expression().nodes.size()) - 1, row);
}

// As deep as the brackets are, which the parser bounds.
bool Matcher::holds(int index, const capture::PassingRow &row)
{
    const Node &node = m_filter.expression().nodes[static_cast<std::size_t>(index)];
    const auto child = [&](int each) { return holds(each, row); };
    switch (node.kind) {
    case Node::Kind::All: return std::ranges::all_of(node.children, child);
    case Node::Kind::Any: return std::ranges::any_of(node.children, child);
    case Node::Kind::Not: return !holds(node.children.front(), row);
    case Node::Kind::Direction: return row.direction == node.direction && !capture::isNote(row.kind);
    case Node::Kind::Kinds: return (node.kinds & bitOf(row.kind)) != 0;
    case Node::Kind::Heartbeat:
        return row.isHeartbeat || row.kind == capture::Kind::Ping || row.kind == capture::Kind::Pong;
    case Node::Kind::Redacted: return row.isRedacted;
    case Node::Kind::Number: return measured(node, row);
    case Node::Kind::Before: return isBefore(node, row.wallNs);
    case Node::Kind::After: return !isBefore(node, row.wallNs);
    case Node::Kind::Connection: return isConnection(node, row.connection);
    case Node::Kind::Type:
    case Node::Kind::Path: return hasValue(node, row);
    case Node::Kind::Text: return node.needle.occursIn(row.payload);
    case Node::Kind::Regex: return regexOccurs(node, row.payload);
    }
    return false;
}

bool Matcher::measured(const Node &node, const capture::PassingRow &row) const
{
    switch (node.measure) {
    case Measure::Size: return compares(static_cast<double>(row.size), node.sign, node.number);
    case Measure::WireSize: return compares(static_cast<double>(row.wireSize), node.sign, node.number);
    case Measure::Seq: return compares(static_cast<double>(row.seq), node.sign, node.number);
    case Measure::Ratio:
        return row.wireSize > 0
            && compares(static_cast<double>(row.size) / static_cast<double>(row.wireSize), node.sign, node.number);
    case Measure::Latency: return m_latency && compares(*m_latency, node.sign, node.number);
    }
    return false;
}

bool Matcher::isBefore(const Node &node, qint64 wallNs) const
{
    return wallNs < (node.moment.isOfDay ? m_midnightNs + node.moment.ns : node.moment.ns);
}

bool Matcher::isConnection(const Node &node, base::ConnectionId id) const
{
    if (node.number == id.value)
        return true;
    return std::ranges::any_of(m_context.connections,
        [&](const auto &each) { return each.first == id && each.second.contains(node.text, Qt::CaseInsensitive); });
}

bool Matcher::hasValue(const Node &node, const capture::PassingRow &row)
{
    if (!capture::isData(row.kind))
        return false;
    if (!m_found)
        m_found = &m_finder.find(row.payload);
    return std::ranges::any_of(*m_found, [&](const ValueFinder::Found &each) {
        if (each.path < node.firstPath || each.path >= node.firstPath + node.pathCount)
            return false;
        if (node.kind == Node::Kind::Type && isContainer(each.value))
            return false;
        return node.literals.empty() || std::ranges::any_of(node.literals, [&](const Literal &literal) {
            return holdsFor(each.value, node.sign, literal);
        });
    });
}

bool Matcher::regexOccurs(const Node &node, QByteArrayView payload)
{
    if (m_undecided >= mostUndecided) {
        ++m_undecided;
        return false;
    }
    const BoundedRegex::Answer answer = node.regex.occursIn(payload);
    m_undecided += answer == BoundedRegex::Answer::Undecided;
    return answer == BoundedRegex::Answer::Yes;
}

} // namespace filters
