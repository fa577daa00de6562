// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonoutline.h"

#include "core/decoders/jsonnumber.h"
#include "core/decoders/jsonreader.h"
#include "core/decoders/jsonspace.h"

#include <QStringDecoder>

#include <limits>
#include <optional>
#include <utility>

namespace decoders {

namespace {

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder(bytes);
    return !decoder.hasError();
}

//! Reads a text token by token; the containers it is in are a list, not calls.
class Tokenizer
{
public:
    Tokenizer(QByteArrayView text, OutlineLimits limits) : m_text(text), m_limits(limits) { }

    base::Expected<Outline, DecodeError> run()
    {
        if (m_text.size() > std::numeric_limits<qint32>::max() * qint64(2))
            m_error = DecodeError{0, DecodeFault::TooManyNodes};
        while (!m_error && !m_isDone)
            step();
        skipSpace();
        if (!m_error && m_at < m_text.size())
            fail(DecodeFault::TrailingBytes);
        if (m_error)
            return base::Unexpected<DecodeError>{*m_error};
        return std::move(m_outline);
    }

private:
    enum class Expect : quint8 { Value, FirstValueOrEnd, FirstKeyOrEnd, Key, CommaOrEnd };

    struct Level
    {
        qint32 node = -1; // Beyond the limit of nodes: -1.
        bool isArray = false;
    };

    void fail(DecodeFault fault)
    {
        m_error = DecodeError{m_at, m_at >= m_text.size() ? DecodeFault::UnexpectedEnd : fault};
    }
    [[nodiscard]] bool isCancelled()
    {
        return m_limits.cancelled && (++m_steps & 0xFFF) == 0 && m_limits.cancelled->load(std::memory_order_relaxed);
    }
    [[nodiscard]] static TextSpan span(qsizetype at, qsizetype end)
    {
        return {static_cast<quint32>(at), static_cast<quint32>(end - at)};
    }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    void step()
    {
        skipSpace();
        if (m_at >= m_text.size())
            return fail(DecodeFault::UnexpectedEnd);
        if (isCancelled())
            return fail(DecodeFault::TooManyNodes);
        switch (m_expect) {
        case Expect::FirstValueOrEnd:
            if (peek() == ']')
                return leave();
            return value();
        case Expect::Value: return value();
        case Expect::FirstKeyOrEnd:
            if (peek() == '}')
                return leave();
            return key();
        case Expect::Key: return key();
        case Expect::CommaOrEnd: return commaOrEnd();
        }
    }

    void commaOrEnd()
    {
        const bool isArray = m_levels.back().isArray;
        if (peek() == (isArray ? ']' : '}'))
            return leave();
        if (peek() != ',')
            return fail(DecodeFault::UnexpectedByte);
        ++m_at;
        m_expect = isArray ? Expect::Value : Expect::Key;
    }

    void key()
    {
        if (peek() != '"')
            return fail(DecodeFault::UnexpectedByte);
        const qsizetype start = m_at;
        if (!string())
            return;
        m_key = span(start, m_at);
        skipSpace();
        if (peek() != ':')
            return fail(DecodeFault::UnexpectedByte);
        ++m_at;
        m_expect = Expect::Value;
    }

    void value()
    {
        const qsizetype start = m_at;
        switch (peek()) {
        case '{': return enter(JsonKind::Object, Expect::FirstKeyOrEnd);
        case '[': return enter(JsonKind::Array, Expect::FirstValueOrEnd);
        case '"':
            if (string())
                scalar(JsonKind::String, start);
            return;
        case 't': return literal("true", JsonKind::True);
        case 'f': return literal("false", JsonKind::False);
        case 'n': return literal("null", JsonKind::Null);
        default: return number(start);
        }
    }

    void enter(JsonKind kind, Expect next)
    {
        if (m_levels.size() >= static_cast<std::size_t>(m_limits.depth))
            return fail(DecodeFault::TooDeep);
        const qint32 node = add(kind, span(m_at, m_at));
        m_levels.push_back({node, kind == JsonKind::Array});
        m_expect = next;
        ++m_at;
    }

    void leave()
    {
        ++m_at;
        if (const qint32 node = m_levels.back().node; node >= 0) {
            OutlineNode &left = m_outline.nodes[static_cast<std::size_t>(node)];
            left.value = span(left.value.at, m_at);
            left.next = static_cast<quint32>(m_outline.nodes.size());
        }
        m_levels.pop_back();
        finishValue();
    }

    void scalar(JsonKind kind, qsizetype start)
    {
        add(kind, span(start, m_at));
        finishValue();
    }

    void finishValue()
    {
        m_isDone = m_levels.empty();
        m_expect = Expect::CommaOrEnd;
    }

    qint32 add(JsonKind kind, TextSpan value)
    {
        const qint32 parent = m_levels.empty() ? -1 : m_levels.back().node;
        const quint32 position = parent < 0 ? 0 : m_outline.nodes[static_cast<std::size_t>(parent)].childCount++;
        const bool isKnown = parent >= 0 || m_levels.empty();
        if (!isKnown || m_outline.nodes.size() >= static_cast<std::size_t>(m_limits.nodes)) {
            m_outline.isCut = true;
            return -1;
        }
        const auto index = static_cast<qint32>(m_outline.nodes.size());
        m_outline.nodes.push_back({.kind = kind,
            .parent = parent,
            .position = position,
            .next = static_cast<quint32>(index) + 1,
            .key = std::exchange(m_key, {}),
            .value = value});
        return index;
    }

    bool string()
    {
        const qsizetype first = ++m_at;
        bool isAscii = true;
        bool escaped = false;
        for (; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            const auto byte = static_cast<unsigned char>(m_text[m_at]);
            if (byte < 0x20)
                return fail(DecodeFault::ControlCharacter), false;
            isAscii = isAscii && byte < 0x80;
            if (byte == '\\') {
                escaped = true;
                ++m_at;
            }
        }
        if (m_at >= m_text.size()) {
            m_at = m_text.size();
            return fail(DecodeFault::UnexpectedEnd), false;
        }
        const QByteArrayView body = m_text.sliced(first, m_at - first);
        if (const qsizetype bad = escaped ? firstBadEscape(body) : -1; bad >= 0)
            return m_at = first + bad, fail(DecodeFault::BadEscape), false;
        if (!isAscii && !isUtf8(body))
            return m_at = first, fail(DecodeFault::BadUtf8), false;
        ++m_at;
        return true;
    }

    void literal(QByteArrayView word, JsonKind kind)
    {
        const qsizetype start = m_at;
        if (!m_text.sliced(m_at).startsWith(word))
            return fail(DecodeFault::BadLiteral);
        m_at += word.size();
        scalar(kind, start);
    }

    void number(qsizetype start)
    {
        const char c = peek();
        if (c != '-' && (c < '0' || c > '9'))
            return fail(DecodeFault::UnexpectedByte);
        const char *at = m_text.data() + m_at;
        if (!readNumber(at, m_text.data() + m_text.size()))
            return fail(DecodeFault::BadNumber);
        m_at = at - m_text.data();
        scalar(JsonKind::Number, start);
    }

    QByteArrayView m_text;
    OutlineLimits m_limits;
    qsizetype m_at = 0;
    Expect m_expect = Expect::Value;
    bool m_isDone = false;
    quint32 m_steps = 0;
    TextSpan m_key;
    std::vector<Level> m_levels;
    Outline m_outline;
    std::optional<DecodeError> m_error;
};

} // namespace

base::Expected<Outline, DecodeError> outline(QByteArrayView text, OutlineLimits limits)
{
    return Tokenizer(text, limits).run();
}

} // namespace decoders
