// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/jsonoutline.h"

#include <algorithm>

namespace viewers {

using decoders::DecodeError;
using decoders::DecodeFault;

static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

base::Expected<JsonOutlinePtr, DecodeError> outlineJson(const QByteArray &text, const std::atomic<bool> *cancelled)
{
    const qsizetype mark = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    auto outline = std::make_shared<JsonOutline>();
    outline->text = mark > 0 ? text.sliced(mark) : text;
    auto tree = decoders::outline(outline->text, {.nodes = mostJsonNodes, .depth = 512, .cancelled = cancelled});
    if (!tree)
        return base::Unexpected{DecodeError{tree.error().offset + mark, tree.error().detail}};
    if (tree->isCut)
        return base::Unexpected{DecodeError{mark, DecodeFault::TooManyNodes}};
    outline->nodes = std::move(tree->nodes);
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
