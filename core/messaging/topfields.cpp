// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/topfields.h"

#include "core/decoders/jsonreader.h"
#include "core/decoders/jsonspace.h"

#include <algorithm>

namespace messaging {
namespace {

constexpr qsizetype longestToken = 256;
constexpr decoders::OutlineLimits topLimits{.nodes = 20'000, .depth = 64};

QByteArrayView at(QByteArrayView text, decoders::TextSpan span) { return text.sliced(span.at, span.size); }

} // namespace

TopFields::TopFields(QByteArrayView text) : m_text(text)
{
    // Cheap for what is no object: most feeds are, and the rest has no fields.
    const auto first = std::ranges::find_if_not(text, decoders::isSpace);
    if (first == text.end() || *first != '{')
        return;
    if (auto outline = decoders::outline(text, topLimits)) {
        m_outline = std::move(*outline);
        m_isObject = !m_outline.nodes.empty();
    }
}

const decoders::OutlineNode *TopFields::find(QByteArrayView name) const
{
    const decoders::OutlineNode *found = nullptr;
    for (std::size_t i = 1; i < m_outline.nodes.size(); i = m_outline.nodes[i].next) {
        const decoders::OutlineNode &node = m_outline.nodes[i];
        if (node.key.size >= 2) {
            const QByteArrayView key = at(m_text, node.key).sliced(1, node.key.size - 2);
            if (key == name || (key.contains('\\') && decoders::unescaped(key) == name))
                found = &node;
        }
        if (node.next <= i)
            break;
    }
    return found;
}

QByteArrayView TopFields::raw(QByteArrayView name) const
{
    const decoders::OutlineNode *const node = find(name);
    return node ? at(m_text, node->value) : QByteArrayView();
}

std::optional<QByteArray> TopFields::id(QByteArrayView name) const
{
    const decoders::OutlineNode *const node = find(name);
    const bool isScalar
        = node && (node->kind == decoders::JsonKind::String || node->kind == decoders::JsonKind::Number);
    if (!isScalar || node->value.size > longestToken)
        return std::nullopt;
    return at(m_text, node->value).toByteArray();
}

QByteArray TopFields::text(QByteArrayView name) const
{
    const decoders::OutlineNode *const node = find(name);
    if (!node || node->kind != decoders::JsonKind::String || node->value.size > longestToken)
        return {};
    return decoders::unescaped(at(m_text, node->value).sliced(1).chopped(1));
}

} // namespace messaging
