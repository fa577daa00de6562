// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonreader.h"

#include "core/decoders/jsonspace.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace decoders {

namespace {

constexpr bool endsScalar(char c) { return isSpace(c) || c == ',' || c == ']' || c == '}'; }

constexpr bool mayStartJson(char c)
{
    return c == '{' || c == '[' || c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n';
}

//! The grammar of RFC 8259 over the tokens that simdjson found. Each function leaves m_next behind what it read.
class Walk
{
public:
    Walk(QByteArrayView text, const quint32 *first, std::size_t count, JsonSink &sink)
        : m_text(text.data())
        , m_end(text.data() + text.size())
        , m_next(first)
        , m_last(first + count)
        , m_hasEscapes(std::memchr(text.data(), '\\', static_cast<std::size_t>(text.size())) != nullptr)
        , m_sink(sink)
    {
    }

    JsonStatus run()
    {
        if (!value(0))
            return m_isTooDeep ? JsonStatus::TooDeep : JsonStatus::Malformed;
        return m_next == m_last ? JsonStatus::Valid : JsonStatus::Malformed;
    }

private:
    [[nodiscard]] char peek() const { return m_next < m_last ? m_text[*m_next] : '\0'; }

    bool value(int depth)
    {
        switch (peek()) {
        case '{': return object(depth + 1);
        case '[': return array(depth + 1);
        case '"': {
            QByteArrayView raw;
            bool escaped = false;
            if (!string(raw, escaped))
                return false;
            m_sink.string(raw, escaped);
            return true;
        }
        case 't': return literal("true", 4) && (m_sink.boolean(true), true);
        case 'f': return literal("false", 5) && (m_sink.boolean(false), true);
        case 'n': return literal("null", 4) && (m_sink.null(), true);
        default: return number();
        }
    }

    bool deepen(int depth)
    {
        m_isTooDeep = depth > JsonReader::maxDepth;
        ++m_next;
        return !m_isTooDeep;
    }

    bool object(int depth)
    {
        if (!deepen(depth))
            return false;
        m_sink.beginObject();
        if (peek() != '}') {
            while (true) {
                QByteArrayView name;
                bool escaped = false;
                if (peek() != '"' || !string(name, escaped) || peek() != ':')
                    return false;
                ++m_next;
                m_sink.key(name, escaped);
                if (!value(depth))
                    return false;
                if (peek() != ',')
                    break;
                ++m_next;
            }
            if (peek() != '}')
                return false;
        }
        ++m_next;
        m_sink.endObject();
        return true;
    }

    bool array(int depth)
    {
        if (!deepen(depth))
            return false;
        m_sink.beginArray();
        if (peek() != ']') {
            while (true) {
                if (!value(depth))
                    return false;
                if (peek() != ',')
                    break;
                ++m_next;
            }
            if (peek() != ']')
                return false;
        }
        ++m_next;
        m_sink.endArray();
        return true;
    }

    // simdjson saw to it that strings are closed; the closing quote is the last byte before the next token that is no
    // space.
    bool string(QByteArrayView &raw, bool &escaped)
    {
        const char *const start = m_text + *m_next + 1;
        ++m_next;
        const char *stop = m_next < m_last ? m_text + *m_next : m_end;
        while (stop > start && isSpace(stop[-1]))
            --stop;
        if (stop <= start || stop[-1] != '"')
            return false;
        raw = QByteArrayView(start, stop - 1 - start);
        escaped = m_hasEscapes && std::memchr(start, '\\', static_cast<std::size_t>(raw.size())) != nullptr;
        return !escaped || escapesAreValid(raw);
    }

    bool literal(const char *word, std::size_t size)
    {
        const char *const at = m_text + *m_next;
        if (static_cast<std::size_t>(m_end - at) < size || std::memcmp(at, word, size) != 0)
            return false;
        ++m_next;
        return at + size == m_end || endsScalar(at[size]);
    }

    bool number()
    {
        if (m_next >= m_last)
            return false;
        const char *at = m_text + *m_next;
        const auto read = readNumber(at, m_end);
        if (!read || (at != m_end && !endsScalar(*at)))
            return false;
        ++m_next;
        m_sink.number(*read);
        return true;
    }

    const char *m_text;
    const char *m_end;
    const quint32 *m_next;
    const quint32 *m_last;
    bool m_hasEscapes;
    bool m_isTooDeep = false;
    JsonSink &m_sink;
};

} // namespace

struct JsonReader::Index
{
    // The index takes four bytes for each byte of text: what one large message needed is not kept.
    static constexpr std::size_t kept = std::size_t(1) << 20;

    bool reserve(std::size_t size)
    {
        const bool tooLarge = capacity > kept && size <= kept;
        if (size < capacity && !tooLarge)
            return true;
        capacity = std::max(size + 1, std::size_t(1) << 16);
        const auto &implementation = simdjson::get_active_implementation();
        if (implementation->create_dom_parser_implementation(capacity, 1, parser) == simdjson::SUCCESS)
            return true;
        capacity = 0;
        return false;
    }

    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    std::size_t capacity = 0;
};

JsonReader::JsonReader() : m_index(std::make_unique<Index>()) { }

JsonReader::~JsonReader() = default;

JsonStatus JsonReader::walk(QByteArrayView text, JsonSink &sink)
{
    qsizetype first = 0;
    while (first < text.size() && isSpace(text[first]))
        ++first;
    if (first == text.size() || !mayStartJson(text[first]))
        return JsonStatus::NotJson;
    const auto size = static_cast<std::size_t>(text.size());
    if (!m_index->reserve(size))
        return JsonStatus::Malformed;
    auto &parser = *m_index->parser;
    const auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
    if (parser.stage1(bytes, size, simdjson::stage1_mode::regular) != simdjson::SUCCESS)
        return JsonStatus::Malformed;
    return Walk(text, parser.structural_indexes.get(), parser.n_structural_indexes, sink).run();
}

} // namespace decoders
