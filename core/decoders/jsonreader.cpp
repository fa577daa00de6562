// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonreader.h"

#include "core/decoders/jsonspace.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace decoders {

namespace {

constexpr bool endsScalar(char c) { return isSpace(c) || c == ',' || c == ']' || c == '}'; }

constexpr bool mayStartJson(char c)
{
    return c == '{' || c == '[' || c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n';
}

constexpr char recordSeparator = '\x1E'; // RFC 7464.

qsizetype separatorFrom(QByteArrayView payload, qsizetype at)
{
    const auto find = [&](char c, qsizetype end) {
        const void *const found = std::memchr(payload.data() + at, c, static_cast<std::size_t>(end - at));
        return found == nullptr ? end : static_cast<const char *>(found) - payload.data();
    };
    return find('\0', find(recordSeparator, payload.size()));
}

bool mayBegin(QByteArrayView text)
{
    return mayStartJson(text.front()) || text.startsWith("NaN") || text.startsWith("Infinity");
}

//! The grammar of RFC 8259 over the tokens that simdjson found. Each function leaves m_next behind what it read.
class Walk
{
public:
    Walk(QByteArrayView text, const quint32 *first, std::size_t count, FieldSink &sink, bool forgives = false)
        : m_text(text.data())
        , m_end(text.data() + text.size())
        , m_next(first)
        , m_last(first + count)
        , m_hasEscapes(std::memchr(text.data(), '\\', static_cast<std::size_t>(text.size())) != nullptr)
        , m_forgives(forgives)
        , m_sink(sink)
    {
    }

    [[nodiscard]] bool hasMore() const { return m_next < m_last; }
    //! One text of several.
    bool next() { return value(0); }
    [[nodiscard]] qsizetype position() const
    {
        return m_next < m_last ? static_cast<qsizetype>(*m_next) : m_end - m_text;
    }
    [[nodiscard]] bool isTooDeep() const { return m_isTooDeep; }
    //! False for a bare word or number that began at \a start with more behind it on its line: that is prose.
    [[nodiscard]] bool endsText(qsizetype start) const
    {
        const bool isScalar = m_text[start] != '{' && m_text[start] != '[';
        return !isScalar || !hasMore() || hasLineEnd(start, position());
    }
    //! Goes on at the next line when the text that began at \a start and broke was one line and another one begins
    //! there.
    bool skipLine(qsizetype start)
    {
        const qsizetype at = position();
        if (hasLineEnd(start, at))
            return false;
        const auto *const stop
            = static_cast<const char *>(std::memchr(m_text + at, '\n', static_cast<std::size_t>(m_end - m_text - at)));
        if (stop == nullptr)
            return false;
        while (m_next < m_last && *m_next < static_cast<quint32>(stop - m_text))
            ++m_next;
        m_isTooDeep = false;
        return peek() == '{' || peek() == '[';
    }
    //! Where the first NaN stood; -1: there was none.
    [[nodiscard]] qsizetype forgivenAt() const { return m_forgivenAt; }

    JsonStatus run()
    {
        if (!value(0))
            return m_isTooDeep ? JsonStatus::TooDeep : JsonStatus::Malformed;
        return m_next == m_last ? JsonStatus::Valid : JsonStatus::Malformed;
    }

private:
    [[nodiscard]] bool hasLineEnd(qsizetype from, qsizetype to) const
    {
        return to > from && std::memchr(m_text + from, '\n', static_cast<std::size_t>(to - from)) != nullptr;
    }
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
        const char *const start = at;
        auto read = readNumber(at, m_end);
        if (!read || (at != m_end && !endsScalar(*at)))
            return m_forgives && notANumber();
        read->raw = QByteArrayView(start, at - start);
        ++m_next;
        m_sink.number(*read);
        return true;
    }

    // As the writers of Python and JavaScript libraries have it.
    bool notANumber()
    {
        const quint32 at = *m_next;
        if (!literal("NaN", 3) && !literal("Infinity", 8) && !literal("-Infinity", 9))
            return false;
        if (m_forgivenAt < 0)
            m_forgivenAt = at;
        m_sink.notANumber();
        return true;
    }

    const char *m_text;
    const char *m_end;
    const quint32 *m_next;
    const quint32 *m_last;
    bool m_hasEscapes;
    bool m_isTooDeep = false;
    bool m_forgives;
    qsizetype m_forgivenAt = -1;
    FieldSink &m_sink;
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
        // Small texts grow it a few times; what is read once (an answer, a heartbeat) takes no more than it needs.
        capacity = size < kept ? std::max(std::bit_ceil(size + 1), std::size_t(4096)) : size + 1;
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

JsonReader::JsonReader(JsonReader &&) noexcept = default;

JsonReader &JsonReader::operator=(JsonReader &&) noexcept = default;

JsonStatus JsonReader::walk(QByteArrayView text, FieldSink &sink)
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

JsonTexts JsonReader::walkTexts(QByteArrayView payload, FieldSink &sink)
{
    JsonTexts found;
    const auto forgive = [&](Leniency leniency, qsizetype at) {
        found.lenient |= static_cast<quint8>(leniency);
        found.at = found.at < 0 ? at : found.at;
    };
    qsizetype from = 0;
    qsizetype to = payload.size();
    if (payload.startsWith("\xEF\xBB\xBF")) {
        forgive(Leniency::ByteOrderMark, 0);
        from = 3;
    }
    while (to > from && payload[to - 1] == '\0')
        --to;
    if (to < payload.size())
        forgive(Leniency::TrailingNul, to);
    while (from < to && (isSpace(payload[from]) || payload[from] == recordSeparator))
        ++from;
    if (from == to || !mayBegin(payload.sliced(from, to - from))) {
        found = {};
        return found;
    }
    found.status = JsonStatus::Valid;
    // Neither separator may stand within a JSON text (RFC 8259, section 7), so each cut is one.
    for (qsizetype at = from; at < to;) {
        const qsizetype end = separatorFrom(payload.first(to), at);
        walkStretch(payload.sliced(at, end - at), at, sink, found);
        at = end + 1;
    }
    return found;
}

// Bytes that are no tokens (a string that is not closed, broken UTF-8) are found for a stretch as a whole: then each
// line is looked at by itself, and at last what stands before the final bracket.
void JsonReader::walkStretch(QByteArrayView stretch, qsizetype offset, FieldSink &sink, JsonTexts &found)
{
    if (walkIndexed(stretch, offset, sink, found))
        return;
    const auto isBroken = [&](qsizetype at) {
        found.status = JsonStatus::Malformed;
        found.at = offset + at;
    };
    if (const qsizetype line = stretch.indexOf('\n'); line >= 0 && line + 1 < stretch.size()) {
        for (qsizetype at = 0; at < stretch.size();) {
            const qsizetype stop = stretch.indexOf('\n', at);
            const qsizetype end = stop < 0 ? stretch.size() : stop;
            if (!walkIndexed(stretch.sliced(at, end - at), offset + at, sink, found))
                isBroken(at);
            at = end + 1;
        }
        return;
    }
    const qsizetype bracket = std::max(stretch.lastIndexOf('}'), stretch.lastIndexOf(']')) + 1;
    if (bracket > 0 && bracket < stretch.size())
        (void)walkIndexed(stretch.first(bracket), offset, sink, found);
    isBroken(bracket);
}

// False when its tokens could not be found: then nothing was told.
bool JsonReader::walkIndexed(QByteArrayView stretch, qsizetype offset, FieldSink &sink, JsonTexts &found)
{
    if (std::all_of(stretch.begin(), stretch.end(), isSpace))
        return true;
    const auto size = static_cast<std::size_t>(stretch.size());
    if (!m_index->reserve(size))
        return false;
    auto &parser = *m_index->parser;
    const auto *bytes = reinterpret_cast<const uint8_t *>(stretch.data());
    if (parser.stage1(bytes, size, simdjson::stage1_mode::regular) != simdjson::SUCCESS)
        return false;
    Walk walk(stretch, parser.structural_indexes.get(), parser.n_structural_indexes, sink, true);
    while (walk.hasMore()) {
        const qsizetype start = walk.position();
        sink.beginText();
        if (walk.next() && walk.endsText(start)) {
            ++found.texts;
            sink.endText();
            continue;
        }
        if (found.status == JsonStatus::Valid) {
            found.status = walk.isTooDeep() ? JsonStatus::TooDeep : JsonStatus::Malformed;
            found.at = offset + (walk.isTooDeep() ? start : walk.position());
        }
        if (!walk.skipLine(start))
            break;
    }
    if (walk.forgivenAt() >= 0) {
        found.lenient |= static_cast<quint8>(Leniency::NotANumber);
        found.at = found.at < 0 ? offset + walk.forgivenAt() : found.at;
    }
    return true;
}

} // namespace decoders
