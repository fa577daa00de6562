// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/topics.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace metrics {
namespace {

constexpr qsizetype looksAt = 512;

bool namesATopic(std::string_view key)
{
    static constexpr std::array<std::string_view, 11> names{
        "type", "event", "e", "channel", "topic", "stream", "op", "method", "kind", "action", "cmd"};
    return std::ranges::find(names, key) != names.end();
}

std::string_view textAt(QByteArrayView bytes, qsizetype from, qsizetype to)
{
    return {bytes.data() + from, static_cast<std::size_t>(to - from)};
}

//! The place behind the closing quote of the text that begins at \a at, its opening quote; -1: it does not end here.
qsizetype behindText(QByteArrayView bytes, qsizetype at)
{
    for (++at; at < bytes.size(); ++at) {
        if (bytes[at] == '\\')
            ++at;
        else if (bytes[at] == '"')
            return at + 1;
    }
    return -1;
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

qsizetype behindSpace(QByteArrayView bytes, qsizetype at)
{
    while (at < bytes.size() && isSpace(bytes[at]))
        ++at;
    return at;
}

//! Where the text of the topic begins, behind its quote; -1: nowhere.
qsizetype topicBegin(QByteArrayView bytes)
{
    qsizetype at = behindSpace(bytes, 0);
    if (at >= bytes.size() || bytes[at] != '{')
        return -1;
    int depth = 0;
    while (at < bytes.size()) {
        const char c = bytes[at];
        if (c == '"') {
            const qsizetype end = behindText(bytes, at);
            if (end < 0)
                return -1;
            const qsizetype colon = behindSpace(bytes, end);
            if (depth == 1 && colon < bytes.size() && bytes[colon] == ':' && namesATopic(textAt(bytes, at + 1, end - 1))) {
                const qsizetype value = behindSpace(bytes, colon + 1);
                if (value < bytes.size() && bytes[value] == '"')
                    return value + 1;
            }
            at = end;
            continue;
        }
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (depth <= 0)
            return -1;
        ++at;
    }
    return -1;
}

} // namespace

QByteArrayView TopicFinder::topicOf(QByteArrayView payload)
{
    const QByteArrayView bytes = payload.first(std::min(payload.size(), looksAt));
    const bool asBefore = !m_before.isEmpty() && bytes.size() > m_before.size()
        && std::memcmp(bytes.data(), m_before.constData(), static_cast<std::size_t>(m_before.size())) == 0;
    const qsizetype begin = asBefore ? m_before.size() : topicBegin(bytes);
    if (begin < 0)
        return {};
    if (!asBefore)
        m_before = bytes.first(begin).toByteArray();
    const qsizetype room = std::min(bytes.size() - begin, longest + 1);
    const void *const quote = std::memchr(bytes.data() + begin, '"', static_cast<std::size_t>(room));
    if (!quote)
        return {};
    return bytes.sliced(begin, static_cast<const char *>(quote) - (bytes.data() + begin));
}

Topics &Topics::operator=(const Topics &other)
{
    m_topics = other.m_topics;
    m_others = other.m_others;
    m_recent.fill(nullptr); // They point into the other one.
    return *this;
}

void Topics::add(QByteArrayView topic, qint64 bytes)
{
    std::size_t hash = static_cast<std::size_t>(topic.size());
    if (!topic.isEmpty())
        hash += 31U * static_cast<unsigned char>(topic.front()) + 7U * static_cast<unsigned char>(topic.back())
            + 3U * static_cast<unsigned char>(topic[topic.size() / 2]);
    Entry *&recent = m_recent[hash % m_recent.size()];
    if (!recent || QByteArrayView(recent->first) != topic) {
        const QByteArray name = topic.toByteArray();
        auto found = m_topics.find(name);
        if (found == m_topics.end() && m_topics.size() < most)
            found = m_topics.emplace(name, Flow()).first;
        recent = found == m_topics.end() ? nullptr : &*found;
    }
    Flow &flow = recent ? recent->second : m_others;
    ++flow.messages;
    flow.bytes += static_cast<quint64>(std::max<qint64>(bytes, 0));
}

} // namespace metrics
