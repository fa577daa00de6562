// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/messageid.h"

#include "core/decoders/jsonreader.h"

#include <QStringList>

#include <algorithm>

namespace messaging {
namespace {

//! An id stands near the front; a message that hides it behind more values than these has none.
constexpr decoders::OutlineLimits limits{.nodes = 20'000, .depth = 64};

QByteArrayView at(QByteArrayView text, decoders::TextSpan span) { return text.sliced(span.at, span.size); }

} // namespace

JsonFields::JsonFields(QByteArrayView text) : m_text(text)
{
    // Cheap for what is no object: most feeds are, and the rest has no fields.
    const auto first
        = std::ranges::find_if_not(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    if (first == text.end() || *first != '{')
        return;
    if (auto outline = decoders::outline(text, limits)) {
        m_outline = std::move(*outline);
        m_isObject = !m_outline.nodes.empty();
    }
}

int JsonFields::find(const QString &path) const
{
    if (!m_isObject || path.isEmpty())
        return -1;
    int parent = 0;
    for (const QString &part : path.split(QLatin1Char('.'))) {
        const QByteArray key = part.toUtf8();
        int found = -1;
        for (int i = parent + 1; i < static_cast<int>(m_outline.nodes.size()); ++i) {
            const decoders::OutlineNode &node = m_outline.nodes[static_cast<std::size_t>(i)];
            if (node.parent != parent || node.key.size < 2)
                continue;
            const QByteArrayView raw = at(m_text, node.key).sliced(1, node.key.size - 2);
            if (raw == key || (raw.contains('\\') && decoders::unescaped(raw) == key))
                found = i;
        }
        if (found < 0)
            return -1;
        parent = found;
    }
    return parent;
}

base::Expected<QByteArray, IdProblem> JsonFields::id(const QString &path) const
{
    using base::Unexpected;
    if (!m_isObject)
        return Unexpected{IdProblem::NotJson};
    const int index = find(path);
    if (index < 0)
        return Unexpected{IdProblem::Missing};
    const decoders::OutlineNode &node = m_outline.nodes[static_cast<std::size_t>(index)];
    if (node.kind == decoders::JsonKind::Null)
        return Unexpected{IdProblem::Missing};
    if (node.kind != decoders::JsonKind::String && node.kind != decoders::JsonKind::Number)
        return Unexpected{IdProblem::NotScalar};
    if (node.value.size > longestId)
        return Unexpected{IdProblem::TooLong};
    return at(m_text, node.value).toByteArray();
}

QByteArray JsonFields::text(const QString &path) const
{
    const int index = find(path);
    if (index < 0)
        return {};
    const decoders::OutlineNode &node = m_outline.nodes[static_cast<std::size_t>(index)];
    if (node.kind != decoders::JsonKind::String || node.value.size > longestId)
        return {};
    return decoders::unescaped(at(m_text, node.value).sliced(1, node.value.size - 2));
}

namespace integer {

std::optional<QByteArray> of(QByteArrayView id)
{
    if (id.size() > 2 && id.front() == '"' && id.back() == '"')
        id = id.sliced(1, id.size() - 2);
    if (id.isEmpty() || !std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    while (id.size() > 1 && id.front() == '0')
        id = id.sliced(1);
    return id.toByteArray();
}

int compare(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

QByteArray plus(QByteArray number, int small)
{
    for (qsizetype i = number.size(); small > 0;) {
        if (--i < 0) {
            number.prepend('0');
            i = 0;
        }
        const int sum = number[i] - '0' + small % 10;
        number[i] = static_cast<char>('0' + sum % 10);
        small = small / 10 + sum / 10;
    }
    return number;
}

QByteArray minusOne(QByteArray number)
{
    qsizetype i = number.size() - 1;
    for (; i > 0 && number[i] == '0'; --i)
        number[i] = '9';
    number[i] = static_cast<char>(number[i] - 1);
    return number.size() > 1 && number.front() == '0' ? number.sliced(1) : number;
}

} // namespace integer

} // namespace messaging
