// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/parser.h"

#include "core/filters/values.h"
#include "core/filters/words.h"

#include <algorithm>

namespace filters {
namespace {

using Kind = Node::Kind;
using Reason = FilterError::Reason;

bool endsWord(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'"' || c == u':' || c == u'<' || c == u'>' || c == u'='
        || c == u'!' || c == u'~';
}

Literal literalOf(const QString &text, Sign sign, bool isQuoted)
{
    Literal literal{.text = text.toUtf8()};
    if (sign == Sign::Contains)
        literal.needle = capture::Needle(text, capture::Needle::Case::Ignored);
    if (!isQuoted)
        literal.number = values::number(text);
    return literal;
}

} // namespace

base::Expected<Expression, FilterError> Parser::parse()
{
    skipSpace();
    const int whole = isAtEnd() ? add({}) : any();
    if (whole >= 0 && !isAtEnd())
        fail(Reason::StrayBracket, m_at);
    if (m_error)
        return base::Unexpected{*m_error};
    if (static_cast<std::size_t>(whole) + 1 != m_expression.nodes.size())
        add({.kind = Kind::All, .children = {whole}});
    return std::move(m_expression);
}

int Parser::add(Node node)
{
    if (static_cast<qsizetype>(m_expression.nodes.size()) >= mostNodes)
        return fail(Reason::TooLong, m_at);
    m_expression.nodes.push_back(std::move(node));
    return static_cast<int>(m_expression.nodes.size()) - 1;
}

int Parser::fail(Reason reason, qsizetype at, const QString &detail)
{
    if (!m_error)
        m_error = FilterError{reason, at, detail};
    return -1;
}

void Parser::skipSpace()
{
    while (m_at < m_text.size() && m_text[m_at].isSpace())
        ++m_at;
}

bool Parser::takeWord(QLatin1StringView word, QLatin1StringView sign)
{
    skipSpace();
    const QStringView rest = QStringView(m_text).sliced(m_at);
    if (!sign.isEmpty() && rest.startsWith(sign)) {
        m_at += sign.size();
        return true;
    }
    const bool isWord = rest.startsWith(word, Qt::CaseInsensitive)
        && (rest.size() == word.size() || rest[word.size()].isSpace() || rest[word.size()] == u'(');
    if (isWord)
        m_at += word.size();
    return isWord;
}

int Parser::any()
{
    std::vector<int> children;
    do {
        const int child = all();
        if (child < 0)
            return -1;
        children.push_back(child);
    } while (takeWord(QLatin1StringView("or"), QLatin1StringView("||")));
    return children.size() == 1 ? children.front() : add({.kind = Kind::Any, .children = std::move(children)});
}

int Parser::all()
{
    std::vector<int> children;
    for (;;) {
        skipSpace();
        const int child = negation();
        if (child < 0)
            return -1;
        children.push_back(child);
        if (takeWord(QLatin1StringView("and"), QLatin1StringView("&&")))
            continue;
        skipSpace();
        const qsizetype here = m_at;
        const bool ends = isAtEnd() || peek() == u')' || takeWord(QLatin1StringView("or"), QLatin1StringView("||"));
        m_at = here;
        if (ends)
            break;
    }
    return children.size() == 1 ? children.front() : add({.kind = Kind::All, .children = std::move(children)});
}

int Parser::negation()
{
    bool isNot = false;
    for (;;) { // Two of them are none; no recursion, so that no row of signs is deep.
        if (takeWord(QLatin1StringView("not"), QLatin1StringView("!"))) {
            isNot = !isNot;
            continue;
        }
        if (peek() != u'-')
            break;
        ++m_at;
        isNot = !isNot;
    }
    const int child = term();
    return child < 0 || !isNot ? child : add({.kind = Kind::Not, .children = {child}});
}

int Parser::term()
{
    skipSpace();
    if (isAtEnd() || peek() == u')')
        return fail(Reason::MissingTerm, m_at);
    switch (peek().unicode()) {
    case u'(': return bracket();
    case u'"': return quoted();
    case u'/': return regex();
    case u'$': return path();
    default: return word();
    }
}

int Parser::bracket()
{
    const qsizetype begin = m_at++;
    if (++m_depth > deepest)
        return fail(Reason::TooDeep, begin);
    const int inside = any();
    --m_depth;
    if (inside < 0)
        return -1;
    skipSpace();
    if (peek() != u')')
        return fail(Reason::MissingBracket, begin);
    ++m_at;
    return inside;
}

std::optional<QString> Parser::takeQuoted()
{
    const qsizetype begin = m_at++;
    QString text;
    for (; !isAtEnd(); ++m_at) {
        if (peek() == u'"') {
            ++m_at;
            return text;
        }
        if (peek() == u'\\' && m_at + 1 < m_text.size())
            ++m_at;
        text += peek();
    }
    fail(Reason::MissingQuote, begin);
    return {};
}

int Parser::textTerm(const QString &text)
{
    m_expression.needsPayload = true;
    return add({.kind = Kind::Text, .needle = capture::Needle(text, capture::Needle::Case::Ignored)});
}

int Parser::quoted()
{
    const qsizetype begin = m_at;
    const auto text = takeQuoted();
    if (!text)
        return -1;
    return text->isEmpty() ? fail(Reason::MissingValue, begin) : textTerm(*text);
}

int Parser::regex()
{
    const qsizetype begin = m_at++;
    QString pattern;
    for (; !isAtEnd() && peek() != u'/'; ++m_at) {
        if (peek() == u'\\' && m_at + 1 < m_text.size()) {
            if (m_text[m_at + 1] != u'/')
                pattern += peek();
            ++m_at;
        }
        pattern += peek();
    }
    if (isAtEnd())
        return fail(Reason::MissingQuote, begin);
    ++m_at;
    QRegularExpression::PatternOptions options;
    for (; !isAtEnd() && !endsWord(peek()); ++m_at) {
        if (peek() == u'i')
            options |= QRegularExpression::CaseInsensitiveOption;
        else if (peek() == u's')
            options |= QRegularExpression::DotMatchesEverythingOption;
        else if (peek() == u'm')
            options |= QRegularExpression::MultilineOption;
        else
            return fail(Reason::UnknownValue, m_at, peek());
    }
    BoundedRegex regex(pattern, options);
    if (!regex.isValid())
        return fail(Reason::BadRegex, begin + 1 + regex.errorOffset(), regex.errorText());
    m_expression.needsPayload = true;
    return add({.kind = Kind::Regex, .regex = std::move(regex)});
}

Sign Parser::takeSign()
{
    const QChar first = peek();
    const bool hasEqual = m_at + 1 < m_text.size() && m_text[m_at + 1] == u'=';
    const auto take = [this](int size, Sign sign) {
        m_at += size;
        return sign;
    };
    if (first == u'>')
        return hasEqual ? take(2, Sign::AtLeast) : take(1, Sign::Greater);
    if (first == u'<')
        return hasEqual ? take(2, Sign::AtMost) : take(1, Sign::Less);
    if (first == u'!' && hasEqual)
        return take(2, Sign::Differs);
    if (first == u'=')
        return take(hasEqual ? 2 : 1, Sign::Equal);
    if (first == u':')
        return take(1, Sign::Equal);
    return first == u'~' ? take(1, Sign::Contains) : Sign::None;
}

QStringView Parser::takeValue()
{
    const qsizetype begin = m_at;
    while (!isAtEnd() && !peek().isSpace() && peek() != u'(' && peek() != u')')
        ++m_at;
    return QStringView(m_text).sliced(begin, m_at - begin);
}

std::optional<QString> Parser::takeLiteral(bool &isQuoted)
{
    isQuoted = peek() == u'"';
    return isQuoted ? takeQuoted() : takeValue().toString();
}

// `$` and what follows it up to a space, a bracket of the language or a sign, none of which count inside `[…]`.
QStringView Parser::takePath()
{
    const qsizetype begin = m_at;
    bool isQuoted = false;
    for (int brackets = 0; !isAtEnd(); ++m_at) {
        const QChar c = peek();
        if (isQuoted && c == u'\\') {
            ++m_at;
        } else if (c == u'"' && brackets > 0) {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (c == u'[' || c == u']')) {
            brackets += c == u'[' ? 1 : -1;
        } else if (brackets <= 0 && endsWord(c)) {
            break;
        }
    }
    m_at = std::min(m_at, m_text.size());
    return QStringView(m_text).sliced(begin, m_at - begin);
}

int Parser::path()
{
    const qsizetype begin = m_at;
    const QByteArray text = takePath().toUtf8();
    auto parsed = decoders::FieldPath::parse(text);
    if (!parsed)
        return fail(Reason::BadPath, begin + QString::fromUtf8(text.first(parsed.error().offset)).size());
    Node node{.kind = Kind::Path, .firstPath = m_expression.paths.size(), .pathCount = 1};
    const qsizetype signAt = m_at;
    node.sign = takeSign();
    if (node.sign != Sign::None) {
        const qsizetype valueAt = m_at;
        bool isQuoted = false;
        const auto value = takeLiteral(isQuoted);
        if (!value)
            return -1;
        if (value->isEmpty() && !isQuoted)
            return fail(Reason::MissingValue, valueAt);
        node.literals.push_back(literalOf(*value, node.sign, isQuoted));
        const bool orders = node.sign == Sign::Less || node.sign == Sign::AtMost || node.sign == Sign::Greater
            || node.sign == Sign::AtLeast;
        if (orders && !node.literals.front().number)
            return fail(Reason::BadNumber, valueAt, *value);
    } else if (peek() == u'!') {
        return fail(Reason::WrongSign, signAt);
    }
    m_expression.paths.push_back(std::move(*parsed));
    m_expression.needsPayload = true;
    return add(std::move(node));
}

int Parser::word()
{
    const qsizetype begin = m_at;
    while (!isAtEnd() && !endsWord(peek()))
        ++m_at;
    const QStringView word = QStringView(m_text).sliced(begin, m_at - begin);
    const bool joins = word.compare(QLatin1StringView("or"), Qt::CaseInsensitive) == 0
        || word.compare(QLatin1StringView("and"), Qt::CaseInsensitive) == 0;
    if (word.isEmpty() || joins)
        return fail(Reason::MissingTerm, begin);
    const bool hasSign = peek() == u':' || peek() == u'<' || peek() == u'>' || peek() == u'=' || peek() == u'~'
        || (peek() == u'!' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'=');
    if (hasSign) {
        const words::Name *name = words::nameOf(word);
        return name ? named(*name) : fail(Reason::UnknownName, begin, word.toString());
    }
    if (word.compare(words::heartbeat, Qt::CaseInsensitive) == 0)
        return add({.kind = Kind::Heartbeat});
    if (word.compare(words::redacted, Qt::CaseInsensitive) == 0)
        return add({.kind = Kind::Redacted});
    if (const words::KindWord *kind = words::kindOf(word); kind && kind->standsAlone)
        return add({.kind = Kind::Kinds, .kinds = kind->kinds});
    return textTerm(word.toString());
}

int Parser::named(const words::Name &name)
{
    using words::Subject;
    const qsizetype signAt = m_at;
    const Sign sign = takeSign();
    const qsizetype at = m_at;
    bool isQuoted = false;
    const auto value = takeLiteral(isQuoted);
    if (!value)
        return -1;
    if (value->isEmpty())
        return fail(Reason::MissingValue, at);
    if (name.subject == Subject::Measure)
        return measure(name, sign, *value, at);
    if (name.subject == Subject::Type)
        return sign == Sign::Equal || sign == Sign::Contains ? type(sign, *value) : fail(Reason::WrongSign, signAt);
    if (sign != Sign::Equal)
        return fail(Reason::WrongSign, signAt);
    switch (name.subject) {
    case Subject::Direction: {
        const bool in = *value == QLatin1StringView("in") || *value == QLatin1StringView("received");
        const bool out = *value == QLatin1StringView("out") || *value == QLatin1StringView("sent");
        if (!in && !out)
            return fail(Reason::UnknownValue, at, *value);
        return add({.kind = Kind::Direction, .direction = in ? capture::Direction::In : capture::Direction::Out});
    }
    case Subject::Kinds: return kinds(*value, at);
    case Subject::Before:
    case Subject::After: {
        const auto moment = values::moment(*value);
        if (!moment)
            return fail(Reason::BadTime, at, *value);
        return add({.kind = name.subject == Subject::Before ? Kind::Before : Kind::After, .moment = *moment});
    }
    case Subject::Connection: {
        const auto number = values::number(*value);
        return add({.kind = Kind::Connection, .number = number.value_or(-1), .text = *value});
    }
    case Subject::Measure:
    case Subject::Type: break;
    }
    return -1;
}

int Parser::measure(const words::Name &name, Sign sign, QStringView value, qsizetype at)
{
    if (sign == Sign::Contains)
        return fail(Reason::WrongSign, at - 1);
    std::optional<double> number;
    switch (name.measure) {
    case Measure::Size:
    case Measure::WireSize: number = values::bytes(value); break;
    case Measure::Latency: number = values::duration(value); break;
    case Measure::Ratio:
    case Measure::Seq: number = values::number(value); break;
    }
    if (!number)
        return fail(Reason::BadNumber, at, value.toString());
    if (name.measure == Measure::Latency)
        m_expression.needsLatency = m_expression.needsPayload = true;
    return add({.kind = Kind::Number, .sign = sign, .measure = name.measure, .number = *number});
}

int Parser::kinds(QStringView value, qsizetype at)
{
    Node node{.kind = Kind::Kinds};
    for (const QStringView each : value.split(u',')) {
        bool isNumber = false;
        const int opcode = each.toInt(&isNumber);
        const words::KindWord *kind = words::kindOf(each);
        if (!kind && !(isNumber && opcode >= 0 && opcode < 16))
            return fail(Reason::UnknownValue, at + (each.begin() - value.begin()), each.toString());
        node.kinds |= kind ? kind->kinds : quint64(1) << opcode;
    }
    return add(std::move(node));
}

int Parser::type(Sign sign, const QString &value)
{
    Node node{.kind = Kind::Type, .sign = sign, .firstPath = m_expression.paths.size()};
    for (const QStringView each : QStringView(value).split(u','))
        node.literals.push_back(literalOf(each.toString(), sign, true));
    for (const char *member : words::typeMembers)
        m_expression.paths.emplace_back(std::vector{decoders::PathStep{.name = member}});
    node.pathCount = words::typeMembers.size();
    m_expression.needsPayload = true;
    return add(std::move(node));
}

} // namespace filters
