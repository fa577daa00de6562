// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/jsoncursor.h"

#include "core/decoders/jsonnumber.h"

#include <QString>

namespace importers {
namespace {

using Token = JsonCursor::Token;

bool isJsonSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void appendUtf8(QByteArray &out, char32_t point)
{
    const bool isLone = point >= 0xD800 && point < 0xE000;
    const char32_t written = isLone ? U'\uFFFD' : point;
    out += QString::fromUcs4(&written, 1).toUtf8();
}

int hexDigitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The number of four hexadecimal digits; -1 when they are none.
int unitOf(QByteArrayView digits)
{
    if (digits.size() < 4)
        return -1;
    int value = 0;
    for (const char c : digits.first(4)) {
        if (hexDigitOf(c) < 0)
            return -1;
        value = value * 16 + hexDigitOf(c);
    }
    return value;
}

} // namespace

Token JsonCursor::broken()
{
    m_isBroken = true;
    return Token::Broken;
}

ImportError JsonCursor::error() const
{
    if (m_input.failure())
        return *m_input.failure();
    return {m_isTooLong ? ImportError::Reason::TooLong : ImportError::Reason::Broken, m_input.at(), {}};
}

bool JsonCursor::restartAt(qint64 at)
{
    m_open.clear();
    m_expect = Expect::Value;
    m_isBroken = false;
    return m_input.seek(at);
}

char JsonCursor::peek()
{
    for (;;) {
        const QByteArrayView there = m_input.some();
        if (there.isEmpty())
            return 0;
        qsizetype spaces = 0;
        while (spaces < there.size() && isJsonSpace(there[spaces]))
            ++spaces;
        const char found = spaces < there.size() ? there[spaces] : '\0';
        m_input.take(spaces);
        if (spaces < there.size())
            return found;
    }
}

Token JsonCursor::next()
{
    if (m_isBroken)
        return Token::Broken;
    char c = peek();
    if (m_expect == Expect::CommaOrEnd) {
        if (c == '}' || c == ']')
            return close(c == '}');
        if (c != ',')
            return broken();
        m_input.take(1);
        m_expect = m_open.back() ? Expect::Key : Expect::Value;
        c = peek();
    }
    if (c == 0) {
        const bool isBetween = m_open.empty() && !m_input.failure() && m_input.some().isEmpty();
        return isBetween ? Token::End : broken();
    }
    if (m_expect == Expect::KeyOrEnd && c == '}')
        return close(true);
    if (m_expect == Expect::ValueOrEnd && c == ']')
        return close(false);
    if (m_expect != Expect::KeyOrEnd && m_expect != Expect::Key)
        return value(c);
    if (c != '"' || string(Token::Key) != Token::Key || peek() != ':')
        return broken();
    m_input.take(1);
    m_expect = Expect::Value;
    return Token::Key;
}

Token JsonCursor::value(char c)
{
    switch (c) {
    case '{':
    case '[':
        if (m_open.size() >= deepest)
            return broken();
        m_input.take(1);
        m_open.push_back(c == '{');
        m_expect = c == '{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
        return c == '{' ? Token::BeginObject : Token::BeginArray;
    case '"': {
        const Token token = string(Token::String);
        valueDone();
        return token;
    }
    case 't': return word("true", Token::True);
    case 'f': return word("false", Token::False);
    case 'n': return word("null", Token::Null);
    default: return number();
    }
}

Token JsonCursor::close(bool isObject)
{
    if (m_open.empty() || m_open.back() != isObject)
        return broken();
    m_input.take(1);
    m_open.pop_back();
    valueDone();
    return isObject ? Token::EndObject : Token::EndArray;
}

Token JsonCursor::word(QByteArrayView word, Token as)
{
    if (!m_input.need(word.size()).startsWith(word))
        return broken();
    m_input.take(word.size());
    valueDone();
    return as;
}

Token JsonCursor::number()
{
    constexpr qsizetype longest = 400;
    constexpr QByteArrayView belongs("0123456789+-.eE");
    const QByteArrayView there = m_input.need(longest);
    qsizetype size = 0;
    while (size < there.size() && size < longest && belongs.contains(there[size]))
        ++size;
    if (size == 0 || !decoders::numberIn(there.first(size)))
        return broken();
    m_text = there.first(size).toByteArray();
    m_input.take(size);
    valueDone();
    return Token::Number;
}

Token JsonCursor::string(Token as)
{
    m_text.resize(0);
    m_input.take(1);
    for (;;) {
        const QByteArrayView there = m_input.some();
        qsizetype size = 0;
        while (size < there.size() && there[size] != '"' && there[size] != '\\'
            && static_cast<unsigned char>(there[size]) >= 0x20)
            ++size;
        if (there.isEmpty())
            return broken();
        if (!m_skips)
            m_text += there.first(size);
        m_isTooLong = m_text.size() > Input::mostNeeded;
        if (m_isTooLong)
            return broken();
        const char stop = size < there.size() ? there[size] : '\0';
        const bool goesOn = size == there.size();
        m_input.take(size);
        if (goesOn)
            continue;
        if (stop == '"') {
            m_input.take(1);
            return as;
        }
        if (stop != '\\' || !escape())
            return broken();
    }
}

bool JsonCursor::escape()
{
    const QByteArrayView there = m_input.need(2);
    const char c = there.size() < 2 ? '\0' : there[1];
    constexpr QByteArrayView letters("\"\\/bfnrt"), meanings("\"\\/\b\f\n\r\t");
    if (const qsizetype at = c == 0 ? -1 : letters.indexOf(c); at >= 0) {
        m_text += meanings[at];
        m_input.take(2);
        return true;
    }
    if (c != 'u')
        return false;
    m_input.take(2);
    const int first = unitOf(m_input.need(4));
    if (first < 0)
        return false;
    m_input.take(4);
    auto point = static_cast<char32_t>(first);
    if (first >= 0xD800 && first < 0xDC00) {
        const QByteArrayView next = m_input.need(6);
        const int second = next.startsWith("\\u") ? unitOf(next.sliced(2)) : -1;
        if (second >= 0xDC00 && second < 0xE000) {
            m_input.take(6);
            point = 0x10000 + (char32_t(first - 0xD800) << 10) + char32_t(second - 0xDC00);
        }
    }
    appendUtf8(m_text, point);
    return true;
}

bool JsonCursor::skipFrom(Token first)
{
    m_skips = true;
    std::size_t depth = 0;
    for (Token token = first;; token = next()) {
        const bool isOver = token == Token::Broken || token == Token::End;
        if (token == Token::BeginObject || token == Token::BeginArray)
            ++depth;
        else if (token == Token::EndObject || token == Token::EndArray)
            depth -= depth > 0 ? 1 : 0;
        if (depth == 0 || isOver) {
            m_skips = false;
            return !isOver;
        }
    }
}

} // namespace importers
