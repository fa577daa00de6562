// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/plainmessages.h"

#include "core/base/secrets.h"

#include <algorithm>
#include <array>

namespace exporters {
namespace {

bool isPlainName(QByteArrayView name)
{
    return base::judgeName(name) == base::Judgement::Plain && !base::looksLikeToken(name);
}

// Wherever it stands: as a value, as what announces others, and as the name of the one behind it.
bool isPlainWord(QByteArrayView word)
{
    const QByteArray quoted = '"' + word.toByteArray() + '"';
    const QByteArray value = "abcd";
    for (const QByteArray &text : {QByteArray('[' + quoted + ",\"" + value + "\"]"),
             QByteArray("{\"op\":" + quoted + ",\"xyzzy\":\"" + value + "\"}"),
             QByteArray("{\"name\":" + quoted + ",\"value\":\"" + value + "\"}")}) {
        if (!base::secretsInMessage(text).isEmpty())
            return false;
    }
    return true;
}

// Digits, points and signs, and the letters of RFC 3339: how such a text is judged depends on where its digits are, not
// on which they are.
bool hasNumbersForm(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == 'T' || c == 'Z' || c == ' ';
    });
}

} // namespace

bool PlainMessages::areSure(QByteArrayView message)
{
    if (message.isEmpty() || (message.front() != '{' && message.front() != '['))
        return false;
    m_isSure = true;
    return m_reader.walk(message, *this) == decoders::JsonStatus::Valid && m_isSure;
}

bool PlainMessages::isPlain(QByteArrayView word, QHash<QByteArray, bool> &known, bool (*judge)(QByteArrayView))
{
    const auto found = known.constFind(QByteArray::fromRawData(word.data(), word.size()));
    if (found != known.constEnd())
        return *found;
    if (known.size() >= mostWords)
        known.clear();
    const bool plain = judge(word);
    known.insert(word.toByteArray(), plain);
    return plain;
}

void PlainMessages::key(QByteArrayView raw, bool escaped)
{
    m_isSure = m_isSure && !escaped && raw.size() <= longestWord && isPlain(raw, m_names, isPlainName);
}

void PlainMessages::string(QByteArrayView raw, bool escaped)
{
    if (!m_isSure)
        return;
    if (escaped || raw.size() > longestWord) {
        m_isSure = false;
        return;
    }
    if (!hasNumbersForm(raw)) {
        m_isSure = isPlain(raw, m_words, isPlainWord);
        return;
    }
    std::array<char, longestWord> form;
    std::ranges::transform(raw, form.begin(), [](char c) { return c >= '1' && c <= '9' ? '0' : c; });
    m_isSure = isPlain({form.data(), raw.size()}, m_words, isPlainWord);
}

// Exponents may be beyond what is taken for a number there.
void PlainMessages::number(const decoders::JsonNumber &number)
{
    m_isSure = m_isSure && !number.isBeyond && number.raw.size() < 32 && !number.raw.contains('e')
        && !number.raw.contains('E');
}

} // namespace exporters
