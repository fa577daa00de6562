// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/jsonoutline.h"

#include <QStringDecoder>

#include <limits>
#include <optional>

namespace viewers {
namespace {

using decoders::DecodeError;
using decoders::DecodeFault;

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// One pass over the text with a stack of its own: a million brackets cannot overflow ours.
class Outliner
{
public:
    Outliner(JsonOutline &out, const std::atomic<bool> *cancelled)
        : m_out(out)
        , m_text(out.text)
        , m_cancelled(cancelled)
    {
    }

    std::optional<DecodeError> run()
    {
        if (m_text.startsWith("\xEF\xBB\xBF"))
            m_at = 3;
        if (m_text.size() >= std::numeric_limits<quint32>::max())
            return fail(DecodeFault::TooManyNodes);
        do {
            if (!value())
                return m_error;
            if (!closeWhatEnds())
                return m_error;
        } while (!m_open.empty());
        skipSpace();
        if (m_at != m_text.size())
            return fail(DecodeFault::TrailingBytes);
        return {};
    }

private:
    DecodeError fail(DecodeFault fault)
    {
        m_error = {m_at, fault};
        return m_error;
    }
    bool refuse(DecodeFault fault)
    {
        m_error = {
            m_at, m_at >= m_text.size() && fault == DecodeFault::UnexpectedByte ? DecodeFault::UnexpectedEnd : fault};
        return false;
    }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    // Reads values until one is whole: an opened container that is not empty goes on with its first child.
    bool value()
    {
        for (;;) {
            skipSpace();
            JsonNode node;
            if (inObject() && !key(node))
                return false;
            if (m_out.nodes.size() >= mostJsonNodes
                || (m_cancelled && (m_out.nodes.size() & 1023) == 0 && m_cancelled->load()))
                return refuse(DecodeFault::TooManyNodes);
            node.begin = static_cast<quint32>(m_at);
            if (!m_open.empty()) {
                node.parent = m_open.back();
                node.position = m_out.nodes[node.parent].children++;
            }
            const auto self = static_cast<quint32>(m_out.nodes.size());
            const char c = peek();
            if (c == '{' || c == '[') {
                if (m_open.size() >= mostJsonDepth)
                    return refuse(DecodeFault::TooDeep);
                node.kind = c == '{' ? JsonNode::Kind::Object : JsonNode::Kind::Array;
                m_out.nodes.push_back(node);
                m_open.push_back(self);
                ++m_at;
                skipSpace();
                if (peek() == closer())
                    return true; // Empty: closeWhatEnds() takes the bracket.
                continue;
            }
            if (!scalar(node))
                return false;
            node.end = static_cast<quint32>(m_at);
            node.next = self + 1;
            m_out.nodes.push_back(node);
            return true;
        }
    }

    // Behind a value: a comma goes on, brackets close.
    bool closeWhatEnds()
    {
        while (!m_open.empty()) {
            skipSpace();
            const JsonNode &open = m_out.nodes[m_open.back()];
            if (peek() == ',' && open.children > 0) {
                ++m_at;
                return true;
            }
            if (peek() != closer())
                return refuse(DecodeFault::UnexpectedByte);
            ++m_at;
            JsonNode &closed = m_out.nodes[m_open.back()];
            closed.end = static_cast<quint32>(m_at);
            closed.next = static_cast<quint32>(m_out.nodes.size());
            m_open.pop_back();
        }
        return true;
    }

    [[nodiscard]] bool inObject() const
    {
        return !m_open.empty() && m_out.nodes[m_open.back()].kind == JsonNode::Kind::Object;
    }
    [[nodiscard]] char closer() const { return inObject() ? '}' : ']'; }

    bool key(JsonNode &node)
    {
        if (peek() != '"')
            return refuse(DecodeFault::UnexpectedByte);
        node.keyBegin = static_cast<quint32>(m_at + 1);
        if (!string())
            return false;
        node.keyEnd = static_cast<quint32>(m_at - 1);
        skipSpace();
        if (peek() != ':')
            return refuse(DecodeFault::UnexpectedByte);
        ++m_at;
        skipSpace();
        return true;
    }

    bool scalar(JsonNode &node)
    {
        switch (peek()) {
        case '"': node.kind = JsonNode::Kind::String; return string();
        case 't': node.kind = JsonNode::Kind::True; return word("true");
        case 'f': node.kind = JsonNode::Kind::False; return word("false");
        case 'n': node.kind = JsonNode::Kind::Null; return word("null");
        default: break;
        }
        if (peek() != '-' && !isDigit(peek()))
            return refuse(DecodeFault::UnexpectedByte);
        node.kind = JsonNode::Kind::Number;
        return number();
    }

    bool word(QByteArrayView expected)
    {
        for (const char c : expected) {
            if (peek() != c || m_at >= m_text.size())
                return refuse(m_at >= m_text.size() ? DecodeFault::UnexpectedEnd : DecodeFault::BadLiteral);
            ++m_at;
        }
        return true;
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return refuse(m_at >= m_text.size() ? DecodeFault::UnexpectedEnd : DecodeFault::BadNumber);
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number()
    {
        if (peek() == '-')
            ++m_at;
        if (peek() == '0')
            ++m_at;
        else if (!digits())
            return false;
        if (isDigit(peek()))
            return refuse(DecodeFault::BadNumber);
        if (peek() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            return digits();
        }
        return true;
    }

    bool string()
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<quint8>(c) < 0x20)
                return refuse(DecodeFault::ControlCharacter);
            if (c == '\\' && !escape())
                return false;
        }
        return refuse(DecodeFault::UnexpectedEnd);
    }

    // Stands on the backslash before, on the escape's last byte after.
    bool escape()
    {
        ++m_at;
        const char c = peek();
        if (c == 'u') {
            for (int i = 0; i < 4; ++i) {
                ++m_at;
                if (!isHex(peek()))
                    return refuse(DecodeFault::BadEscape);
            }
            return true;
        }
        return QByteArrayView("\"\\/bfnrt").contains(c) && c != '\0' ? true : refuse(DecodeFault::BadEscape);
    }

    JsonOutline &m_out;
    const QByteArray &m_text;
    const std::atomic<bool> *m_cancelled;
    std::vector<quint32> m_open;
    qsizetype m_at = 0;
    DecodeError m_error;
};

} // namespace

base::Expected<JsonOutlinePtr, DecodeError> outlineJson(const QByteArray &text, const std::atomic<bool> *cancelled)
{
    auto outline = std::make_shared<JsonOutline>();
    outline->text = text;
    if (const auto error = Outliner(*outline, cancelled).run())
        return base::Unexpected{*error};
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
