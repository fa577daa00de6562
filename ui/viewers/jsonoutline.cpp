// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/jsonoutline.h"

#include "core/decoders/jsonoutline.h"

#include <algorithm>
#include <limits>

namespace viewers {
namespace {

using decoders::DecodeError;
using decoders::DecodeFault;

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

JsonNode::Kind kindOf(decoders::JsonKind kind)
{
    switch (kind) {
    case decoders::JsonKind::Object: return JsonNode::Kind::Object;
    case decoders::JsonKind::Array: return JsonNode::Kind::Array;
    case decoders::JsonKind::String: return JsonNode::Kind::String;
    case decoders::JsonKind::Number: return JsonNode::Kind::Number;
    case decoders::JsonKind::True: return JsonNode::Kind::True;
    case decoders::JsonKind::False: return JsonNode::Kind::False;
    case decoders::JsonKind::Null: break;
    }
    return JsonNode::Kind::Null;
}

// Children follow their parent in the list, so what a tree view asks for is found in one pass.
std::vector<JsonNode> nodesOf(const decoders::Outline &outline, qsizetype from)
{
    std::vector<JsonNode> nodes;
    nodes.reserve(outline.nodes.size());
    for (const decoders::OutlineNode &read : outline.nodes) {
        JsonNode node;
        node.kind = kindOf(read.kind);
        node.begin = static_cast<quint32>(from + read.value.at);
        node.end = static_cast<quint32>(from + read.value.at + read.value.size);
        if (read.key.size > 0) { // Without its quotes.
            node.keyBegin = static_cast<quint32>(from + read.key.at + 1);
            node.keyEnd = static_cast<quint32>(from + read.key.at + read.key.size - 1);
        }
        if (read.parent >= 0) {
            node.parent = static_cast<quint32>(read.parent);
            node.position = nodes[node.parent].children++;
        }
        nodes.push_back(node);
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
        JsonNode &node = nodes[i];
        node.next = std::max(node.next, static_cast<quint32>(i + 1));
        if (i > 0)
            nodes[node.parent].next = std::max(nodes[node.parent].next, node.next);
    }
    return nodes;
}

} // namespace

base::Expected<JsonOutlinePtr, DecodeError> outlineJson(const QByteArray &text)
{
    if (text.size() >= std::numeric_limits<quint32>::max())
        return base::Unexpected{DecodeError{0, DecodeFault::TooManyNodes}};
    const qsizetype from = text.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
    const auto read = decoders::outline(
        QByteArrayView(text).sliced(from), {.nodes = static_cast<int>(mostJsonNodes), .depth = mostJsonDepth});
    if (!read)
        return base::Unexpected{DecodeError{read.error().offset + from, read.error().detail}};
    if (read->isCut)
        return base::Unexpected{DecodeError{text.size(), DecodeFault::TooManyNodes}};
    auto outline = std::make_shared<JsonOutline>();
    outline->text = text;
    outline->nodes = nodesOf(*read, from);
    return JsonOutlinePtr(std::move(outline));
}

QByteArray prettyJson(QByteArrayView text, qsizetype limit)
{
    static constexpr int deepestIndent = 64; // A hundred thousand brackets would otherwise indent quadratically.
    QByteArray out;
    int depth = 0;
    const auto breakLine = [&] {
        out += '\n';
        out.append(std::clamp(depth, 0, deepestIndent) * 2, ' ');
    };
    for (qsizetype i = 0; i < text.size() && out.size() < limit; ++i) {
        const char c = text[i];
        if (c == '"') {
            qsizetype end = i + 1;
            while (end < text.size() && text[end] != '"')
                end += text[end] == '\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
            end = std::min(end, i + limit - out.size() + 1);
            out.append(text.sliced(i, end - i));
            i = end - 1;
        } else if (c == '{' || c == '[') {
            qsizetype after = i + 1;
            while (after < text.size() && isSpace(text[after]))
                ++after;
            out += c;
            if (after < text.size() && text[after] == (c == '{' ? '}' : ']')) {
                out += text[after];
                i = after;
                continue;
            }
            ++depth;
            breakLine();
        } else if (c == '}' || c == ']') {
            --depth;
            breakLine();
            out += c;
        } else if (c == ',') {
            out += c;
            breakLine();
        } else if (c == ':') {
            out += ": ";
        } else if (!isSpace(c)) {
            out += c;
        }
    }
    return out;
}

} // namespace viewers
