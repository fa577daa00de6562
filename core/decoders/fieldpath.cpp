// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/fieldpath.h"

#include "core/decoders/jsonreader.h"

#include <QList>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace decoders {

namespace {

//! Reads one path from left to right.
class PathParser
{
public:
    explicit PathParser(QByteArrayView text) : m_text(text) { }

    base::Expected<FieldPath, PathError> run()
    {
        if (m_text.isEmpty())
            return base::Unexpected{PathError{0, PathFault::Empty}};
        if (m_text.size() > FieldPath::longest)
            return base::Unexpected{PathError{FieldPath::longest, PathFault::TooLong}};
        skipRoot();
        while (!m_error && m_at < m_text.size())
            step();
        if (m_error)
            return base::Unexpected<PathError>{*m_error};
        return FieldPath(std::move(m_steps));
    }

private:
    void fail(PathFault fault) { m_error = PathError{m_at, fault}; }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    // `$type` is a name: only what ends a name makes the sign the whole message.
    void skipRoot()
    {
        if (m_text == "$")
            m_at = 1;
        else if (m_text.startsWith("$[") || m_text.startsWith("$."))
            m_at = m_text[1] == '.' ? 2 : 1;
        m_isFirst = true;
    }

    void step()
    {
        if (m_steps.size() >= FieldPath::deepest)
            return fail(PathFault::TooLong);
        if (peek() == '[')
            return bracket();
        if (!std::exchange(m_isFirst, false)) {
            if (peek() != '.')
                return fail(PathFault::MissingDot);
            ++m_at;
        }
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != '.' && m_text[m_at] != '[')
            ++m_at;
        if (m_at == start)
            return fail(PathFault::EmptyName);
        m_steps.push_back({.name = m_text.sliced(start, m_at - start).toByteArray()});
        if (m_at + 1 == m_text.size() && peek() == '.') {
            ++m_at;
            fail(PathFault::EmptyName);
        }
    }

    void bracket()
    {
        m_isFirst = false;
        ++m_at;
        if (peek() == '"')
            quoted();
        else
            element();
        if (m_error)
            return;
        if (peek() != ']')
            return fail(PathFault::MissingBracket);
        ++m_at;
    }

    void element()
    {
        int index = 0;
        const char *const start = m_text.data() + m_at;
        const auto read = std::from_chars(start, m_text.data() + m_text.size(), index);
        if (read.ec != std::errc() || peek() == '-')
            return fail(PathFault::BadIndex);
        m_at += read.ptr - start;
        m_steps.push_back({.index = index});
    }

    void quoted()
    {
        const qsizetype start = m_at + 1;
        qsizetype end = start;
        while (end < m_text.size() && m_text[end] != '"')
            end += m_text[end] == '\\' ? 2 : 1;
        if (end >= m_text.size())
            return fail(PathFault::BadString);
        const QByteArrayView raw = m_text.sliced(start, end - start);
        if (const qsizetype bad = firstBadEscape(raw); bad >= 0) {
            m_at = start + bad;
            return fail(PathFault::BadString);
        }
        m_steps.push_back({.name = unescaped(raw)});
        m_at = end + 1;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_isFirst = true;
    std::vector<PathStep> m_steps;
    std::optional<PathError> m_error;
};

bool isBare(QByteArrayView name, bool isFirst)
{
    return !name.isEmpty() && !(isFirst && name.front() == '$') && std::ranges::none_of(name, [](char c) {
        return c == '.' || c == '[' || c == ']' || c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
}

} // namespace

base::Expected<FieldPath, PathError> FieldPath::parse(QByteArrayView text) { return PathParser(text).run(); }

FieldPath FieldPath::dotted(QByteArrayView text)
{
    std::vector<PathStep> steps;
    const QList<QByteArray> names = text.toByteArray().split('.');
    for (const QByteArray &name : names)
        steps.push_back({.name = name});
    return FieldPath(std::move(steps));
}

QByteArray pathText(QByteArrayView name, bool isFirst)
{
    if (isBare(name, isFirst))
        return (isFirst ? QByteArray() : QByteArray(".")) + name.toByteArray();
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray text = "[\"";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            text.append('\\').append(c);
        else if (byte < 0x20)
            text.append("\\u00").append(digits[byte >> 4]).append(digits[byte & 0xF]);
        else
            text.append(c);
    }
    return text + "\"]";
}

QByteArray FieldPath::text() const
{
    if (m_steps.empty())
        return "$";
    QByteArray text;
    for (const PathStep &step : m_steps)
        text += step.isElement() ? '[' + QByteArray::number(step.index) + ']' : pathText(step.name, text.isEmpty());
    return text;
}

std::vector<FieldPath> savedReadings(QByteArrayView text)
{
    if (text.isEmpty())
        return {};
    std::vector<FieldPath> readings{FieldPath::dotted(text)};
    if (auto parsed = FieldPath::parse(text); parsed && *parsed != readings.front())
        readings.push_back(std::move(*parsed));
    return readings;
}

} // namespace decoders
